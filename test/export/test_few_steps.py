"""A distilled model's steps: where the published moments lie on them, and the bundle that has them."""

import json

import pytest
from diffusers import EulerDiscreteScheduler
from few_steps import CLOCKS, euler_sigmas, few_steps, lcm_sigmas
from manifest import DEFAULTS
from test_export import export

EULER = ['--distilled', 'l.safetensors', '--sampler', 'euler']
CONFIG = EulerDiscreteScheduler(
    beta_start=0.00085, beta_end=0.012, beta_schedule='scaled_linear'
).config


@pytest.mark.parametrize(
    ('sampler', 'steps', 'start', 'twice_after'),
    [
        ('euler', 2, 1, 0), ('euler', 4, 2, 0), ('euler', 8, 3, 1), ('euler', 16, 4, 3),
        ('lcm', 4, 2, 0), ('lcm', 8, 3, 1),
    ],
)  # fmt: skip
def test_moments_are_where_noise_is_nearest(sampler, steps, start, twice_after):
    found = few_steps(CONFIG, steps, sampler, DEFAULTS)
    assert (found['steps'], found['guidanceScale'], found['startStep']) == (steps, 1, start)
    assert found['sampler'] == sampler
    assert found['discovery']['classTokenTwiceAfter'] == twice_after


def test_the_published_clock_is_met_exactly_by_itself():
    slow = euler_sigmas(CONFIG, 50, 'leading')
    assert slow[9] == pytest.approx(5.1344, abs=1e-4)
    assert slow[0] == pytest.approx(13.12042, abs=1e-4)


def test_lcm_begins_with_all_noise_on_its_own_times():
    found = lcm_sigmas(CONFIG, 4)
    assert found == sorted(found, reverse=True)
    assert found[0] == pytest.approx(14.6146, abs=1e-3)
    assert found[1] == pytest.approx(euler_sigmas(CONFIG, 25, 'trailing')[6], rel=1e-4)


@pytest.mark.parametrize('sampler', ['euler', 'lcm'])
def test_a_bundle_of_a_distilled_model_asks_for_few_steps_of_its_sampler(lora, tmp_path, sampler):
    out = tmp_path / 'bundle'
    done = export(
        '--tiny', '--distilled', lora, '--steps', 8, '--sampler', sampler, '--dtype', 'fp32',
        '--out', out,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    bundle = json.loads((out / 'bundle.json').read_text())
    assert CLOCKS[sampler].items() <= bundle['scheduler'].items()
    defaults = bundle['defaults']
    assert [defaults[name] for name in ('sampler', 'steps', 'guidanceScale', 'startStep')] == [
        sampler, 8, 1, 3,
    ]  # fmt: skip
    portraits = defaults['discovery']
    assert (portraits['steps'], portraits['guidanceScale'], portraits['portraits']) == (8, 1, 64)
    assert portraits['freeU'] == DEFAULTS['discovery']['freeU']


@pytest.mark.parametrize(
    ('options', 'sentence'),
    [
        (['--distilled', 'l.safetensors'], '--distilled, --steps and --sampler need each other'),
        (['--distilled', 'l.safetensors', '--steps', '8'], '--sampler need each other'),
        ([*EULER, '--steps', '50'], '--steps must be 2 to 16'),
        ([*EULER, '--steps', '8', '--discovery', 'quick'], 'quick has steps of its own'),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path, options, sentence):
    done = export('--tiny', '--out', tmp_path / 'bundle', *options)
    assert done.returncode != 0
    assert sentence in done.stderr
