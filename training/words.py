"""Captions to word numbers. tokenizer.json carries the same tables for the product."""

import json
import re
import unicodedata
from pathlib import Path

from sizes import TOKENS

VOCABULARY = Path(__file__).parent / 'vocabulary.json'


class Tokenizer:
    """Words of a closed vocabulary, with synonyms and words that say nothing."""

    def __init__(self, words, synonyms, ignored):
        self.words = words
        self.synonyms = synonyms
        self.ignored = set(ignored)
        self.number = {word: i for i, word in enumerate(words)}

    def split(self, text):
        """Known words of `text` in order; unknown ones are left out."""
        plain = unicodedata.normalize('NFKD', text).encode('ascii', 'ignore').decode().lower()
        found = []
        for word in re.findall(r'[a-z]+', plain):
            if word in self.ignored:
                continue
            found += [w for w in self.synonyms.get(word, word).split() if w in self.number]
        return found[:TOKENS]

    def encode(self, text):
        numbers = [self.number[word] for word in self.split(text)]
        return numbers + [0] * (TOKENS - len(numbers))


def load_tokenizer():
    tables = json.loads(VOCABULARY.read_text())
    words = ['<pad>', '<unk>', *tables['words']]
    return Tokenizer(words, tables['synonyms'], tables['ignored'])
