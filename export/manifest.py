"""bundle.json of SDXL's family: what the product needs to know of the networks."""

from few_steps import CLOCKS, few_steps

CLASS_WORDS = ('man', 'woman', 'boy', 'girl', 'lady', 'gentleman', 'child', 'person')
# What a detector finds besides, in bundles with judges: a recogniser has to see faces.
FACE = 'face'
CLIP_MEAN = (0.48145466, 0.4578275, 0.40821073)
CLIP_DEVIATION = (0.26862954, 0.26130258, 0.27577711)

# The published code's settings: METHOD.md, sections 1 and 2.
DEFAULTS = {
    'sampler': 'euler',
    'steps': 50,
    'guidanceScale': 7,
    'startStep': 10,
    'maxKernel': 50,
    'negativePrompt': 'noisy, blurry, soft, deformed, ugly',
    'discovery': {
        'portraits': 64,
        'steps': 50,
        'guidanceScale': 5,
        'prompt': 'a portrait of a {description}',
        'negativePrompt': '(asymmetry, worst quality, low quality, illustration, 3d, 2d, '
        'painting, cartoons, sketch)',
        'components': 10,
        'keepRatio': 0.6,
        'iterations': 3,
        'freeU': {'s1': 0.6, 's2': 0.4, 'b1': 1.1, 'b2': 1.2},
        'classTokenTwiceAfter': 10,
    },
}



def discovery(setting, image):
    """The published discovery, or a cheaper one: `small` draws portraits of half the side (the
    encoder sees 224 px), `quick` in 20 steps of second order too. The class token stands twice
    below the same noise in each: t < 770."""
    small = {'image': {'width': image // 2, 'height': image // 2}}
    quick = {**small, 'sampler': 'dpm++2m', 'steps': 20, 'classTokenTwiceAfter': 3}
    changes = {'published': {}, 'small': small, 'quick': quick}[setting]
    return {**DEFAULTS['discovery'], **changes}


SCHEDULER_FIELDS = (
    'num_train_timesteps', 'beta_start', 'beta_end', 'beta_schedule', 'timestep_spacing',
    'steps_offset', 'prediction_type', 'use_karras_sigmas',
)  # fmt: skip


def bundle_json(
    name, version, image, scheduler, latents, networks, licence, files, setting, distilled, judges
):
    """`networks` as the format has them, `files` with their sha256 and bytes, `setting` of
    discovery, `distilled` with a distilled model's `steps` and `sampler`, and `judges` of pictures, or
    None."""
    clock = {f: scheduler.config[f] for f in SCHEDULER_FIELDS if f in scheduler.config}
    # How much a pose counts: diffusers' own default.
    posing = {'conditioningScale': 1} if 'controlNet' in networks else {}
    defaults = {**DEFAULTS, **posing, 'discovery': discovery(setting, image)}
    if distilled is not None:
        clock |= CLOCKS[distilled['sampler']]
        fewer = few_steps(scheduler.config, **distilled, published=DEFAULTS)
        defaults |= {**fewer, 'discovery': {**defaults['discovery'], **fewer['discovery']}}
    return {
        'format': 1,
        'name': name,
        'family': 'sdxl',
        'version': version,
        'image': {'width': image, 'height': image},
        'latents': latents,
        'scheduler': clock,
        'tokenizer': {'type': 'clip', 'vocabulary': 'vocab.json', 'merges': 'merges.txt'},
        'classWords': list(CLASS_WORDS),
        'triggerWord': 'img',
        'networks': networks,
        **({} if judges is None else {'judges': judges}),
        'identityEncoderName': 'photomaker-v1',
        'defaults': defaults,
        'licence': licence,
        'examples': [
            'a young woman with long red hair and freckles',
            'an elderly man with short white hair and a beard',
            'a boy with curly black hair and brown skin',
        ],
        'styles': [],
        'files': files,
    }
