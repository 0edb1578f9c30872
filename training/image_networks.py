"""Networks that read pictures: identity encoder, layout and upscaler, and the judges' recogniser and
scorer."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval

from latents import IDENTITY_COLOURS, IDENTITY_SIZE, colour
from sizes import CLASS_WORDS, TOKENS, WORDS
from text_encoder import TextBlock

EMBEDDING = 128
HEAD_SCALE = 64.0  # px: what layout's sizes are learned in units of


def halved(images):
    """Pictures of 256 px as 128 px."""
    return F.avg_pool2d(images, 2) if images.shape[-1] == 256 else images


class Residual(nn.Module):
    """Two 3 x 3 convolutions beside a short cut; halves the picture where `stride` is 2."""

    def __init__(self, inner, outer, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inner, outer, 3, stride, 1, bias=False)
        self.conv2 = nn.Conv2d(outer, outer, 3, 1, 1, bias=False)
        self.norm1, self.norm2 = nn.BatchNorm2d(outer), nn.BatchNorm2d(outer)
        self.short = nn.Identity()
        if stride != 1 or inner != outer:
            self.short = nn.Conv2d(inner, outer, 1, stride, bias=False)

    def forward(self, x):
        y = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return F.relu(y + self.short(x))


def stages(*widths, first=2):
    """Pictures to features of `widths`, the side halved at every stage; the first stage looks at
    squares of `first` pixels."""
    layers = [nn.PixelUnshuffle(first), nn.Conv2d(3 * first * first, widths[0], 3, padding=1)]
    layers += [nn.BatchNorm2d(widths[0]), nn.ReLU(), Residual(widths[0], widths[0])]
    for inner, outer in zip(widths, widths[1:], strict=False):
        layers += [Residual(inner, outer, 2), Residual(outer, outer)]
    return nn.Sequential(*layers)


HEAD_CROP = 1.6  # head widths that the identity encoder looks at


class HeadFinder(nn.Module):
    """Portraits [N, 3, 256, 256] in [-1, 1] to the head's middle and width [N, 3], all in halves of
    the picture's side, the middle from the picture's."""

    def __init__(self):
        super().__init__()
        self.features = stages(24, 48, 64)  # of 64 px: [64, 8, 8]
        self.head = nn.Sequential(
            nn.Conv2d(64, 24, 1), nn.Flatten(), nn.Linear(24 * 64, 96), nn.ReLU(), nn.Linear(96, 3)
        )

    def forward(self, images):
        found = self.head(self.features(F.avg_pool2d(images, 4)))
        x, y, width = found.unbind(1)
        return torch.stack([x.clamp(-1, 1), y.clamp(-1, 1), (1.2 + width).clamp(0.3, 2.4)], 1)


def crop_squares(images, x, y, half, side):
    """Squares [N, C, side, side] of images [N, C, S, S] about middles x, y [N] and of half their width,
    all in halves of S from the picture's middle; outside the picture its edge goes on."""
    step = (torch.arange(side, device=images.device) + 0.5) * (2 / side) - 1
    gx, gy = (at[:, None] + half[:, None] * step for at in (x, y))
    grid = torch.stack(
        [gx[:, None, :].expand(-1, side, -1), gy[:, :, None].expand(-1, -1, side)], -1
    )
    return F.grid_sample(
        images, grid.to(images.dtype), mode='bilinear', padding_mode='border', align_corners=False
    )


def crop_heads(images, heads):
    """Squares [N, 3, 128, 128] about `heads` as HeadFinder gives them."""
    x, y, width = heads.float().unbind(1)
    return crop_squares(images, x, y, 0.5 * HEAD_CROP * width, side=128)


FINE = 7  # layers of three stages: features of a quarter of the side


class ColourReader(nn.Module):
    """Reads colours off a picture: for each, where to look is learned, what is seen there is taken as
    it is. A colour that a network only guesses from its features comes out too near to the mean."""

    def __init__(self, fine, coarse, colours):
        super().__init__()
        self.fine, self.coarse = nn.Conv2d(fine, colours, 1), nn.Conv2d(coarse, colours, 1)

    def forward(self, pictures, fine, coarse):
        """Pictures [N, 3, S, S] in [-1, 1] with their features [N, _, s, s] and [N, _, s / 4, s / 4]
        to what is seen of every colour [N, 3 colours], as identity codes hold colours."""
        seen = F.avg_pool2d(pictures, pictures.shape[-1] // fine.shape[-1]).flatten(2)
        where = self.fine(fine) + F.interpolate(self.coarse(coarse), scale_factor=4.0)
        where = torch.softmax(where.flatten(2).float(), -1)
        return colour((where @ seen.float().transpose(1, 2) + 1) / 2).flatten(1)


class IdentityEncoder(nn.Module):
    """Portraits [N, 3, 256, 256] in [-1, 1] to identity codes [N, D]: finds the head, then looks at it.
    Where a feature stands matters, so features are not averaged over the picture."""

    def __init__(self):
        super().__init__()
        self.finder = HeadFinder()
        self.features = stages(32, 64, 96, 128)  # of 128 px: [128, 8, 8]
        self.head = nn.Sequential(
            nn.Conv2d(128, 48, 1), nn.Flatten(), nn.Linear(48 * 64, 384), nn.ReLU(),
            nn.Linear(384, IDENTITY_SIZE),
        )  # fmt: skip
        self.colours = ColourReader(64, 128, len(IDENTITY_COLOURS))

    def read(self, crops):
        """Identity codes [N, D] of squares as `crop_heads` cuts them: colours, with which a code ends,
        as they are read, and what `head` adds for light, style and what hides them."""
        fine = self.features[:FINE](crops)  # [64, 32, 32]
        coarse = self.features[FINE:](fine)
        colours = self.colours(crops, fine, coarse)
        codes = self.head(coarse)
        return torch.cat([codes[:, : -colours.shape[1]], codes[:, -colours.shape[1] :] + colours], 1)

    def forward(self, images):
        return self.read(crop_heads(images, self.finder(images)))


class Layout(nn.Module):
    """Pictures [B, 3, 256, 256] in [-1, 1] to class logits [B, 5, 64, 64] (background
    first), head centres [B, 1, 64, 64] in 0..1, each pixel's way to its head [B, 2, 64, 64] in
    pixels of that grid, head widths [B, 1, 64, 64] in px of the picture."""

    def __init__(self, a=32, b=64, c=96):
        super().__init__()
        self.enter = nn.Sequential(
            nn.PixelUnshuffle(4), nn.Conv2d(48, a, 3, padding=1), nn.BatchNorm2d(a), nn.ReLU()
        )
        self.fine = Residual(a, a)  # 64
        self.middle = nn.Sequential(Residual(a, b, 2), Residual(b, b))  # 32
        self.coarse = nn.Sequential(Residual(b, c, 2), Residual(c, c))  # 16
        self.coarser = nn.Sequential(Residual(c, c, 2), Residual(c, c))  # 8
        self.up3, self.up2, self.up1 = (
            nn.Conv2d(c, c, 1), nn.Conv2d(c, b, 1), nn.Conv2d(b, a, 1),
        )  # fmt: skip
        self.join3, self.join2, self.join1 = Residual(c, c), Residual(b, b), Residual(a, a)
        self.out = nn.Conv2d(a, 1 + len(CLASS_WORDS) + 1 + 2 + 1, 1)

    def logits(self, images):
        """All maps [B, 9, 64, 64] before their activations."""
        fine = self.fine(self.enter(images))
        middle = self.middle(fine)
        coarse = self.coarse(middle)
        up = lambda x: F.interpolate(x, scale_factor=2.0)  # noqa: E731
        coarse = self.join3(coarse + up(self.up3(self.coarser(coarse))))
        middle = self.join2(middle + up(self.up2(coarse)))
        return self.out(self.join1(fine + up(self.up1(middle))))

    def forward(self, image):
        maps = self.logits(image)
        n = 1 + len(CLASS_WORDS)
        sizes = maps[:, n + 3 :].clamp(0.1, 8) * HEAD_SCALE
        return maps[:, :n], torch.sigmoid(maps[:, n : n + 1]), maps[:, n + 1 : n + 3] * 16, sizes


class Recogniser(nn.Module):
    """Face crops [N, 3, 96, 96] in [-1, 1] to embeddings [N, 128] of length 1 (ArcFace's role)."""

    def __init__(self):
        super().__init__()
        self.features = stages(32, 64, 96, 128)  # [128, 6, 6]
        self.head = nn.Sequential(
            nn.Conv2d(128, 64, 1), nn.Flatten(), nn.Linear(64 * 36, EMBEDDING),
            nn.BatchNorm1d(EMBEDDING),
        )  # fmt: skip

    def forward(self, faces):
        return F.normalize(self.head(self.features(faces)).float(), dim=1)


class ImageScorer(nn.Module):
    """Pictures [N, 3, 256, 256] in [-1, 1] (or 128 px) to embeddings [N, 128] of length 1."""

    def __init__(self):
        super().__init__()
        self.features = stages(32, 64, 128, 160)  # [160, 8, 8]
        self.head = nn.Sequential(
            nn.Conv2d(160, 48, 1), nn.Flatten(), nn.Linear(48 * 64, 320), nn.ReLU(),
            nn.Linear(320, EMBEDDING),
        )  # fmt: skip

    def forward(self, images):
        return F.normalize(self.head(self.features(halved(images))).float(), dim=1)


class TextScorer(nn.Module):
    """Word numbers [N, 48] to embeddings [N, 128] of length 1."""

    def __init__(self, words, width=192):
        super().__init__()
        self.embedding = nn.Embedding(words, width, padding_idx=0)
        self.position = nn.Parameter(torch.randn(TOKENS, width) * 0.02)
        self.blocks = nn.ModuleList([TextBlock(width) for _ in range(2)])
        self.out = nn.Linear(width, EMBEDDING)
        nn.init.normal_(self.embedding.weight, std=0.5)

    def forward(self, input_ids):
        x = self.embedding(input_ids) + self.position
        for block in self.blocks:
            x = block(x)
        present = (input_ids > 0).float()[..., None]
        pooled = (x * present).sum(1) / present.sum(1).clamp(min=1)
        return F.normalize(self.out(pooled).float(), dim=1)


class Scorer(nn.Module):
    """Both sides of the text-image scorer (CLIP's role), and the logits' learned scale."""

    def __init__(self, words):
        super().__init__()
        self.images = ImageScorer()
        self.words = TextScorer(words)
        self.log_scale = nn.Parameter(torch.tensor(2.5))


class Upscaler(nn.Module):
    """Pictures [N, 3, H, W] in [-1, 1] to [N, 3, 2 H, 2 W]: what is missing of a bilinear enlargement,
    four pixels for each (sub-pixel convolution, Shi et al., 2016)."""

    def __init__(self, width=32, depth=5):
        super().__init__()
        layers = [nn.Conv2d(3, width, 3, padding=1), nn.ReLU()]
        for _ in range(depth):
            layers += [nn.Conv2d(width, width, 3, padding=1), nn.ReLU()]
        self.features = nn.Sequential(*layers, nn.Conv2d(width, 12, 3, padding=1))
        nn.init.zeros_(self.features[-1].weight)
        nn.init.zeros_(self.features[-1].bias)

    def forward(self, images):
        plain = F.interpolate(images, scale_factor=2, mode='bilinear', align_corners=False)
        return plain + F.pixel_shuffle(self.features(images), 2)


def create(name):
    """A new network: identity, layout, upscaler, recogniser or scorer."""
    if name == 'scorer':
        return Scorer(WORDS)
    return {
        'identity': IdentityEncoder, 'layout': Layout, 'upscaler': Upscaler, 'recogniser': Recogniser,
    }[name]()  # fmt: skip


def norms_of(network):
    """Every norm with the layer before it, whose numbers it scales."""
    pairs = {}
    for module in network.modules():
        if isinstance(module, Residual):
            pairs |= {module.norm1: module.conv1, module.norm2: module.conv2}
        elif isinstance(module, nn.Sequential):
            layers = list(module)
            for layer, norm in zip(layers, layers[1:], strict=False):
                if isinstance(norm, (nn.BatchNorm1d, nn.BatchNorm2d)):
                    pairs[norm] = layer
    return pairs


def fold_norms(network):
    """Folds every norm into the layer before it, as ONNX files hold them."""
    for module in network.modules():
        if isinstance(module, Residual):
            module.conv1 = fuse_conv_bn_eval(module.conv1, module.norm1)
            module.conv2 = fuse_conv_bn_eval(module.conv2, module.norm2)
            module.norm1, module.norm2 = nn.Identity(), nn.Identity()
        elif isinstance(module, nn.Sequential):
            for i in range(1, len(module)):
                if isinstance(module[i], nn.BatchNorm2d):
                    module[i - 1] = fuse_conv_bn_eval(module[i - 1], module[i])
                    module[i] = nn.Identity()
                elif isinstance(module[i], nn.BatchNorm1d):
                    module[i - 1] = fuse_linear_bn_eval(module[i - 1], module[i])
                    module[i] = nn.Identity()
    return network


def load(work: Path, name):
    """The trained network (its weights' average), in eval mode, its norms folded away."""
    network = create(name)
    state = torch.load(work / f'{name}.pt', map_location='cpu', weights_only=True)
    network.load_state_dict(state['average'])
    return fold_norms(network.eval())
