import {
  anything,
  boolean,
  both,
  type Check,
  exactlyOne,
  type Fields,
  integer,
  list,
  oneOf,
  shape,
  string,
  typed,
} from './check.ts'
import { confirm, mrkdwn, option, plainText } from './texts.ts'

const type = anything
const action_id = string(255, 1)
const placeholder = plainText(150)
const focus_on_load = boolean
const style = oneOf('primary', 'danger')
const text = plainText(75)

/** Where a picture comes from: an address or a file in Slack. */
export const picture = {
  image_url: string(3000, 1),
  slack_file: both(
    exactlyOne('id', 'url'),
    shape({}, { id: string(255, 1), url: string(3000, 1) }),
  ),
} satisfies Fields

export const image = both(
  exactlyOne('image_url', 'slack_file'),
  shape({ type, alt_text: string(2000, 1) }, picture),
)

const button = shape(
  { type, text },
  {
    action_id,
    url: string(3000),
    value: string(2000, 1),
    style,
    confirm,
    accessibility_label: string(75),
  },
)

const menu = { action_id, placeholder, confirm, focus_on_load } satisfies Fields
const option_groups = list(100, shape({ label: text, options: list(100, option) }))
const max_selected_items = integer(1, 100)

const fixedMenu = (more: Fields): Check =>
  both(
    exactlyOne('options', 'option_groups'),
    shape({ type }, { ...menu, options: list(100, option), option_groups, ...more }),
  )

const choices = shape(
  { type, options: list(10, option) },
  {
    action_id,
    initial_options: list(10, option),
    initial_option: option,
    confirm,
    focus_on_load,
  },
)

const people = shape({ type }, { ...menu, initial_user: string(255, 1) })
const channels = shape(
  { type },
  { ...menu, initial_channel: string(255, 1), response_url_enabled: boolean },
)
const conversations = shape(
  { type },
  {
    ...menu,
    initial_conversation: string(255, 1),
    default_to_current_conversation: boolean,
    response_url_enabled: boolean,
    filter: anything,
  },
)
const overflow = shape({ type, options: list(5, option) }, { action_id, confirm })

const dispatch_action_config = shape(
  {},
  { trigger_actions_on: list(2, oneOf('on_enter_pressed', 'on_character_entered')) },
)
const plainTextInput = shape(
  { type },
  {
    action_id,
    placeholder,
    focus_on_load,
    dispatch_action_config,
    initial_value: string(3000),
    multiline: boolean,
    min_length: integer(0, 3000),
    max_length: integer(1, 3000),
  },
)
const numberInput = shape(
  { type, is_decimal_allowed: boolean },
  {
    action_id,
    placeholder,
    focus_on_load,
    dispatch_action_config,
    initial_value: string(255),
    min_value: string(255),
    max_value: string(255),
  },
)

/** https://docs.slack.dev/reference/block-kit/block-elements/file-input-element */
const fileInput = shape(
  { type },
  { action_id, filetypes: list(100, string(20, 1)), max_files: integer(1, 10) },
)

const menus = {
  static_select: fixedMenu({ initial_option: option }),
  multi_static_select: fixedMenu({ initial_options: list(100, option), max_selected_items }),
  users_select: people,
  channels_select: channels,
  conversations_select: conversations,
  checkboxes: choices,
  radio_buttons: choices,
} satisfies Fields

/** What stands in an actions block. */
export const actionElement = typed({ button, overflow, ...menus })
/** What stands beside a section. */
export const accessory = typed({ button, overflow, image, ...menus })
/** What people fill in. */
export const inputElement = typed({
  plain_text_input: plainTextInput,
  number_input: numberInput,
  file_input: fileInput,
  ...menus,
})
/** What stands in a context block. */
export const contextElement = typed({
  image,
  plain_text: plainText(2000),
  mrkdwn: mrkdwn(2000),
})
