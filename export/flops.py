"""What a character and a frame cost with SDXL's UNet, in rows and FLOPs: `python3 export/flops.py`.

The UNet is only shaped, not made: no weights are needed."""

import json
from pathlib import Path

import torch
from diffusers import ControlNetModel, EulerDiscreteScheduler, UNet2DConditionModel
from torch.utils.flop_counter import FlopCounterMode

from few_steps import few_steps
from manifest import DEFAULTS, discovery

IMAGE = 1024
TEXT, POOLED = 77, 1280


def flops_of_row(network, image, **more):
    """Floating-point operations of one row, a multiplication with its addition counted as two."""
    side, config = image // 8, network.config
    latents = torch.empty(1, config.in_channels, side, side, device='meta')
    text = torch.empty(1, TEXT, config.cross_attention_dim, device='meta')
    added = {
        'text_embeds': torch.empty(1, POOLED, device='meta'),
        'time_ids': torch.empty(1, 6, device='meta'),
    }
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        network(latents, torch.empty(1, device='meta'), text, added_cond_kwargs=added, **more)
    return counter.get_total_flops()


def main():
    config = json.loads((Path(__file__).parent / 'sdxl-config.json').read_text())
    scheduler = EulerDiscreteScheduler.from_config(config['scheduler/scheduler_config.json'])
    with torch.device('meta'):
        unet = UNet2DConditionModel.from_config(config['unet/config.json'])
        controlnet = ControlNetModel.from_unet(unet, load_weights_from_unet=False)
        picture = torch.empty(1, 3, IMAGE, IMAGE)
    of_row = {image: flops_of_row(unet, image) for image in (IMAGE, IMAGE // 2)}
    print('| work | rows | side, px | TFLOP a row | PFLOP |\n|---|---|---|---|---|')

    def line(work, rows, image):
        flops = of_row[image]
        print(f'| {work} | {rows:,} | {image} | {flops / 1e12:.2f} | {rows * flops / 1e15:.2f} |')

    for setting in ('published', 'small', 'quick'):
        d = discovery(setting, IMAGE)
        rows = 2 * d['portraits'] * d['steps']
        line(f'a character, `{setting}`', rows, d.get('image', {'width': IMAGE})['width'])
    for few in (4, 8):
        line(f'a character, --distilled --steps {few}', d['portraits'] * few, IMAGE)
    steps, start = DEFAULTS['steps'], DEFAULTS['startStep']
    for people in (1, 2, 3):
        own = 2 * (steps - start + 1) * people
        line(f'a frame, K = {people}', 2 * steps + own, IMAGE)
        few = few_steps(scheduler.config, 8, 'euler', DEFAULTS)
        distilled = few['steps'] + (few['steps'] - few['startStep'] + 1) * people
        line(f'a frame, --distilled --steps 8, K = {people}', distilled, IMAGE)
        line(f'a frame as published, K = {people}', 8 * steps + own, IMAGE)
    of_row[IMAGE] = flops_of_row(controlnet, IMAGE, controlnet_cond=picture)
    line("a pose, with the ControlNet's rows", 2 * steps, IMAGE)


if __name__ == '__main__':
    main()
