import { html } from './vendor/htm-preact.js'

/** Whether a picture of a pose can be attached to a command. */
export const takesPose = (command) => command?.options.properties?.pose !== undefined

/** A picture for the next frame: chosen, named, taken away again. */
export function PoseField({ pose, onPose }) {
  return html`
    <p class="pose">
      ${
        pose
          ? html`<span>Pose: ${pose.name}</span>${' '}
            <button class="quiet" type="button" onClick=${() => onPose(undefined)}>Remove</button>`
          : html`<label>
              Pose${' '}
              <input type="file" accept="image/png,image/jpeg,image/webp"
                aria-describedby="about-pose"
                onChange=${(event) => onPose(event.target.files[0])} />
            </label>`
      }
      <small id="about-pose">
        A drawing of how people stand, as the model wants it. No pose is taken from photographs.
      </small>
    </p>
  `
}
