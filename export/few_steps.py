"""A model distilled to draw in few steps (SDXL-Lightning, Lin et al., 2024, and its like): without
guidance, on trailing times, with the published moments at the same noise."""

import math

from diffusers import EulerDiscreteScheduler


def sigmas(config, steps, spacing):
    """Noise over signal at each step of Euler's plan."""
    offset = int(spacing == 'leading')
    scheduler = EulerDiscreteScheduler.from_config(
        config, timestep_spacing=spacing, steps_offset=offset
    )
    scheduler.set_timesteps(steps)
    return scheduler.sigmas[:-1].tolist()


def nearest(found, sigma):
    """The step whose noise is nearest, by ratio."""
    return min(range(len(found)), key=lambda i: abs(math.log(found[i] / sigma)))


def few_steps(config, steps, published):
    """What changes in the `published` defaults with so many steps: re-denoising starts, and the class token stands twice, where
    noise is nearest to what it is there in the published ones."""
    slow, found = sigmas(config, published['steps'], 'leading'), sigmas(config, steps, 'trailing')
    start = nearest(found, slow[published['startStep'] - 1]) + 1
    first_twice = slow[published['discovery']['classTokenTwiceAfter'] + 1]
    return {
        'steps': steps,
        'guidanceScale': 1,
        'startStep': start,
        'discovery': {
            'steps': steps,
            'guidanceScale': 1,
            'classTokenTwiceAfter': max(0, nearest(found, first_twice) - 1),
        },
    }
