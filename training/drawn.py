"""Whether what captions tell is drawn: pictures of one person, from captions of held-out people.
`python3 training/drawn.py training/.work/checkpoint.pt`."""

import argparse
from pathlib import Path

import torch

from decoder import Decoder
from held_out import read_held_out
from latents import IDENTITY_COLOURS
from networks import create_networks
from renderer import Renderer
from sampling import draw_latents, encode_text
from sizes import SIZES
from words import load_tokenizer

SEEN = (*IDENTITY_COLOURS, 'hair', 'facialHair', 'glasses', 'clothing', 'headwear', 'action', 'scene')


def codes_of(codes, place, p):
    """What is drawn of the place and of the first person, as vectors [B, d] by name."""
    first = {name: values[:, 0] for name, values in p.items() if name in SEEN}
    all_ = place | first
    return {n: all_[n] if n in IDENTITY_COLOURS else codes.encode(n, all_[n]) for n in SEEN}


def share_of_chance(drawn, told):
    """Mean squared distance of codes [B, d] to those told, as a share of that to all others': 0 is as
    told, 1 no better than another's caption."""
    apart = (drawn[:, None] - told[None]).square().sum(2)
    own = apart.diagonal()
    others = (apart.sum() - own.sum()) / (len(apart) * (len(apart) - 1))
    return (own.mean() / others).item()


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('checkpoints', type=Path, nargs='+')
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--pictures', type=int, default=128)
    o = options.parse_args()
    size, tokenizer = SIZES[o.size], load_tokenizer()
    atlas, codes, people, records = read_held_out(o.work)
    alone = ((records.who >= 0).sum(1) == 1).nonzero()[: o.pictures, 0]
    p = records.batch(alone, people)
    place = {'scene': p.pop('scene')}
    told = codes_of(codes, place, {n: v for n, v in p.items() if v.dim() > 1})
    captions = [records.captions[i] for i in alone]
    decoder = Decoder(Renderer(atlas), codes, people).eval()
    networks = create_networks(size).eval()
    print('| weights |', ' | '.join(SEEN), '| found |')
    print('| --- ' * (len(SEEN) + 2) + '|')
    for path in o.checkpoints:
        networks.load_state_dict(torch.load(path, map_location='cpu', weights_only=True)['average'])
        latents = draw_latents(networks, encode_text(networks, tokenizer, captions))
        with torch.no_grad():
            drawn_place, drawn, there = decoder.read(latents)
        drawn = codes_of(codes, drawn_place, drawn)
        found = there[:, 0]
        shares = [share_of_chance(drawn[name][found], told[name][found]) for name in SEEN]
        row = ' | '.join(f'{share:.2f}' for share in shares)
        print(f'| {path.stem} | {row} | {int(found.sum())} of {len(found)} |', flush=True)


if __name__ == '__main__':
    main()
