"""Starts the networks from earlier weights: equal layers as they are, known words by their name."""

import torch


def warm_start(networks, tokenizer, weights, words):
    """`weights`: an earlier state in the order of these networks' parameters (older names are
    welcome); `words`: its vocabulary. Returns how many words kept their embedding."""
    prefixes = {'denoiser': 'unet.', 'text': 'text.', 'identity': 'idenc.', 'fusion': 'fuse.'}
    kept = 0
    with torch.no_grad():
        for part, prefix in prefixes.items():
            old = [v.float() for name, v in weights.items() if name.startswith(prefix)]
            new = networks[part].state_dict()
            if len(old) != len(new):
                raise ValueError(f'{part}: {len(old)} tensors for {len(new)}')
            for name, value in zip(new, old, strict=True):
                target = new[name]
                if name == 'embedding.weight':
                    number = {word: i for i, word in enumerate(words)}
                    for i, word in enumerate(tokenizer.words):
                        if word in number:
                            target[i] = value[number[word]]
                            kept += 1
                elif target.shape == value.shape:
                    target.copy_(value)
                else:
                    raise ValueError(f'{part}.{name}: {value.shape} for {target.shape}')
    return kept
