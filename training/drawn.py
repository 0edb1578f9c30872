"""Whether what captions tell is drawn: pictures of one person, from captions of held-out people, and
how many of one, two and three people show so many. `python3 training/drawn.py
training/.work/checkpoint.pt`."""

import argparse
from pathlib import Path

import torch

from decoder import Decoder
from export import COUNT_GUIDANCE
from latents import IDENTITY_COLOURS
from networks import create_networks
from records import read_data
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


def drawn(networks, decoder, tokenizer, captions):
    """What the decoder reads from pictures drawn from `captions`."""
    latents = draw_latents(networks, encode_text(networks, tokenizer, captions))
    with torch.no_grad():
        return decoder.read(latents)


def right_numbers(networks, decoder, tokenizer, records, pictures):
    """The share of pictures of one, two and three people that show so many."""
    count = (records.who >= 0).sum(1)
    shares = []
    for people in (1, 2, 3):
        index = (count == people).nonzero()[:pictures, 0]
        _, _, there = drawn(networks, decoder, tokenizer, [records.captions[i] for i in index])
        shares.append((there.sum(1) == people).float().mean().item())
    return shares


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument('checkpoints', type=Path, nargs='+')
    options.add_argument('--work', type=Path, default=Path(__file__).parent / '.work')
    options.add_argument('--size', choices=SIZES, default='cpu')
    options.add_argument('--pictures', type=int, default=128)
    o = options.parse_args()
    size, tokenizer = SIZES[o.size], load_tokenizer()
    atlas, codes, people, records = read_data(o.work, 'held-out')
    alone = ((records.who >= 0).sum(1) == 1).nonzero()[: o.pictures, 0]
    p = records.batch(alone, people)
    place = {'scene': p.pop('scene')}
    told = codes_of(codes, place, {n: v for n, v in p.items() if v.dim() > 1})
    captions = [records.captions[i] for i in alone]
    decoder = Decoder(Renderer(atlas), codes, people).eval()
    networks = create_networks(size).eval()
    columns = (*SEEN, 'one', 'two', 'three')
    print('| weights |', ' | '.join(columns), '|')
    print('| --- ' * (len(columns) + 1) + '|')
    for path in o.checkpoints:
        networks.load_state_dict(torch.load(path, map_location='cpu', weights_only=True)['average'])
        networks['denoiser'].layouts.data[:4] *= COUNT_GUIDANCE
        *seen, there = drawn(networks, decoder, tokenizer, captions)
        found = codes_of(codes, *seen)
        first = there[:, 0]
        shares = [share_of_chance(found[name][first], told[name][first]) for name in SEEN]
        shares += right_numbers(networks, decoder, tokenizer, records, o.pictures)
        print(f'| {path.stem} |', ' | '.join(f'{share:.2f}' for share in shares), '|', flush=True)


if __name__ == '__main__':
    main()
