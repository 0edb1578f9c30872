import { findPersons } from '../identity/layout.ts'
import { resizeMask } from '../identity/mask.ts'
import { type Tensor, tensor } from '../math/tensor.ts'
import type { Session } from '../onnx/session.ts'
import type { Layout } from './types.ts'

/**
 * A network of heads and offsets: `image` [1, 3, H, W] -> `class_logits` [1, C + 1, h, w]
 * (background first, then `classWords` in their order), `centres` [1, 1, h, w] in 0..1, `offsets`
 * [1, 2, h, w] in pixels of the map, and perhaps `sizes` [1, 1, h, w]: widths of heads in pixels
 * of the picture, read at their middles. Masks are scaled up to the picture's size.
 */
export const centresLayout = (
  session: Session,
  classWords: readonly string[],
  options: { readonly threshold: number; readonly asNamed?: number },
): Layout => ({
  async find(image, wanted) {
    const [rows, , height, width] = image.dims
    if (rows !== 1) throw new RangeError(`layout reads one picture at a time, got ${rows}`)
    const optional = session.outputs.includes('sizes') ? (['sizes'] as const) : []
    const output = await session.run({ image }, ['class_logits', 'centres', 'offsets', ...optional])
    const sizes: Tensor | undefined = output.sizes
    const maps = {
      classWords,
      classLogits: only(output.class_logits),
      centres: only(only(output.centres)),
      offsets: only(output.offsets),
    }
    const [rowsOfMap, columns] = maps.centres.dims
    return findPersons(maps, wanted, options).map(
      (person) =>
        person && {
          score: person.score,
          mask: resizeMask(person.mask, width, height),
          head: {
            x: ((person.head.x + 0.5) * width) / columns,
            y: ((person.head.y + 0.5) * height) / rowsOfMap,
            width: sizes?.data[person.head.y * columns + person.head.x],
          },
        },
    )
  },
})

/** The tensor without its first dim, which must be 1. */
const only = ({ data, dims }: Tensor): Tensor => tensor(data, dims.slice(1))
