"""A distilled model's steps: where the published moments lie on them, and the bundle that has them."""

import json

import pytest
from diffusers import EulerDiscreteScheduler
from few_steps import few_steps, sigmas
from manifest import DEFAULTS
from test_export import export

CONFIG = EulerDiscreteScheduler(
    beta_start=0.00085, beta_end=0.012, beta_schedule='scaled_linear'
).config


@pytest.mark.parametrize(
    ('steps', 'start', 'twice_after'), [(2, 1, 0), (4, 2, 0), (8, 3, 1), (16, 4, 3)]
)
def test_moments_are_where_noise_is_nearest(steps, start, twice_after):
    found = few_steps(CONFIG, steps, DEFAULTS)
    assert (found['steps'], found['guidanceScale'], found['startStep']) == (steps, 1, start)
    assert found['discovery']['classTokenTwiceAfter'] == twice_after


def test_the_published_clock_is_met_exactly_by_itself():
    slow = sigmas(CONFIG, 50, 'leading')
    assert slow[9] == pytest.approx(5.1344, abs=1e-4)
    assert slow[0] == pytest.approx(13.12042, abs=1e-4)


def test_a_bundle_of_a_distilled_model_asks_for_few_steps(lora, tmp_path):
    out = tmp_path / 'bundle'
    done = export('--tiny', '--distilled', lora, '--steps', 8, '--dtype', 'fp32', '--out', out)
    assert done.returncode == 0, done.stderr
    bundle = json.loads((out / 'bundle.json').read_text())
    assert bundle['scheduler']['timestep_spacing'] == 'trailing'
    defaults = bundle['defaults']
    assert [defaults[name] for name in ('steps', 'guidanceScale', 'startStep')] == [8, 1, 3]
    portraits = defaults['discovery']
    assert (portraits['steps'], portraits['guidanceScale'], portraits['portraits']) == (8, 1, 64)
    assert portraits['freeU'] == DEFAULTS['discovery']['freeU']


@pytest.mark.parametrize(
    ('options', 'sentence'),
    [
        (['--distilled', 'l.safetensors'], '--distilled and --steps need each other'),
        (['--distilled', 'l.safetensors', '--steps', '50'], '--steps must be 2 to 16'),
        (
            ['--distilled', 'l.safetensors', '--steps', '8', '--discovery', 'quick'],
            'quick has steps of its own',
        ),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path, options, sentence):
    done = export('--tiny', '--out', tmp_path / 'bundle', *options)
    assert done.returncode != 0
    assert sentence in done.stderr
