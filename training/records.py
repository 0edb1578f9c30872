"""People and records, as generate.main.ts writes them, as tensors."""

import json
from pathlib import Path

import torch

from atlas import Atlas
from latents import IDENTITY_COLOURS, IDENTITY_NUMBERS, IDENTITY_PARTS, Codes, identity_code
from renderer import STYLES, TIMES
from sizes import CLASS_WORDS

PEOPLE = 3  # at most in a picture
LOOK_PARTS = ('mouth', 'clothing', 'headwear', 'action', 'glasses')
LOOK_COLOURS = ('primary', 'secondary', 'hat')


def rgb(text):
    return [int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def lines(path: Path):
    with path.open() as file:
        yield from map(json.loads, file)


class People:
    """Identities: parameters by name, each [n, ...], and their codes [n, IDENTITY_SIZE]."""

    def __init__(self, folder: Path, atlas, codes: Codes):
        people = list(lines(folder / 'people.jsonl'))
        self.row = {person['number']: i for i, person in enumerate(people)}
        self.words = [person['word'] for person in people]
        index = {name: {id: i for i, id in enumerate(atlas.ids(name))} for name in IDENTITY_PARTS}
        p = {
            name: torch.tensor([index[name][person[name]] for person in people])
            for name in IDENTITY_PARTS
        }
        for person in people:
            person['female'] = float(person['word'] in ('woman', 'girl'))
            person['child'] = float(person['word'] in ('boy', 'girl'))
        for name in IDENTITY_NUMBERS:
            p[name] = torch.tensor([float(person[name]) for person in people])
        for name in IDENTITY_COLOURS:
            p[name] = torch.tensor([rgb(person[name]) for person in people])
        p['buildX'] = torch.tensor([float(person['build'][0]) for person in people])
        p['buildY'] = torch.tensor([float(person['build'][1]) for person in people])
        self.parameters = p
        self.codes = identity_code(codes, p)


class Records:
    """Scene graphs: parameters by name, [n] of the picture and [n, 3] of its people."""

    def __init__(self, folder: Path, atlas, people: People, limit=None):
        scenes = {id: i for i, id in enumerate(atlas.scenes)}
        index = {name: {id: i for i, id in enumerate(atlas.ids(name))} for name in LOOK_PARTS}
        self.captions, self.prompts, self.portrait, self.descriptions = [], [], [], []
        place = {name: [] for name in ('scene', 'variant', 'mirrored', 'time', 'style')}
        numbers = {name: [] for name in ('x', 'y', 'scale', 'tilt', 'moodBrow')}
        parts = {name: [] for name in LOOK_PARTS}
        colours = {name: [] for name in LOOK_COLOURS}
        who = []
        own_glasses = people.parameters['glasses'].tolist()
        for n, record in enumerate(lines(folder / 'records.jsonl')):
            if limit is not None and n >= limit:
                break
            self.captions.append(record['caption'])
            self.portrait.append(record['portrait'])
            place['scene'].append(scenes[record['scene']])
            place['variant'].append(record['variant'])
            place['mirrored'].append(float(record['mirrored']))
            place['time'].append(TIMES.index(record['time']))
            place['style'].append(STYLES.index(record['style']))
            seen = record['people'][:PEOPLE]
            self.prompts.append([person['prompt'] for person in seen])
            self.descriptions.append([person['description'] for person in seen])
            empty = PEOPLE - len(seen)
            rows = [people.row[person['identity']] for person in seen]
            who.append(rows + [-1] * empty)
            for name in ('x', 'y', 'tilt'):
                numbers[name].append([person[name] for person in seen] + [0.0] * empty)
            numbers['scale'].append([person['scale'] for person in seen] + [0.3] * empty)
            numbers['moodBrow'].append([person['browAngle'] for person in seen] + [0.0] * empty)
            for name in LOOK_PARTS:
                parts[name].append([
                    index[name][person[name]] if name in person else own_glasses[row]
                    for person, row in zip(seen, rows, strict=True)
                ] + [0] * empty)
            for name in LOOK_COLOURS:
                colours[name].append(
                    [rgb(person[name]) for person in seen] + [[0.0, 0.0, 0.0]] * empty
                )
        self.portrait = torch.tensor(self.portrait)
        self.who = torch.tensor(who)
        self.parameters = {
            name: torch.tensor(values) for name, values in (place | numbers | parts | colours).items()
        }

    def __len__(self):
        return len(self.captions)

    def batch(self, index, people: People):
        """Parameters of records `index` [B]: of the picture [B], of its people [B, 3]."""
        p = {name: values[index] for name, values in self.parameters.items()}
        who = self.who[index]
        p['present'] = who >= 0
        rows = who.clamp(min=0)
        for name, values in people.parameters.items():
            if name not in p:
                p[name] = values[rows]
        p['who'] = who
        return p


def read_data(work: Path, name, limit=None):
    """Atlas, codes, people and records of `name`, "train" or "held-out": these are never learned from."""
    atlas = Atlas(work / 'atlas')
    codes = Codes(atlas, work)
    people = People(work / 'data' / name, atlas, codes)
    return atlas, codes, people, Records(work / 'data' / name, atlas, people, limit)


def class_index(people: People, who):
    """Index of the class word of identities `who`, -1 where nobody is."""
    words = torch.tensor([CLASS_WORDS.index(word) for word in people.words])
    return torch.where(who >= 0, words[who.clamp(min=0)], -1)
