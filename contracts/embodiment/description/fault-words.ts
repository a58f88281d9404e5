/**
 * What can be wrong with a robot description, by code, in English and Chinese. `{name}` stands for a parameter; the line of the file and the
 * full stop are added by whoever makes a sentence of it.
 */
export const DESCRIPTION_FAULTS = {
  'no-joint': [
    'This file describes no robot: it has no joint that moves',
    '此文件描述的不是机器人：没有可运动的关节',
  ],
  'parser-ended': [
    'Reading the robot description ended the parser ({death})',
    '读取机器人描述时解析器中止（{death}）',
  ],

  'xml-ill-formed': ['The XML is not well-formed: {reason}', 'XML 格式不正确：{reason}'],
  'xml-document-type': [
    'Document types and entity declarations are refused',
    '不接受文档类型（DOCTYPE）与实体声明',
  ],
  'xml-empty': ['The document is empty', '文档为空'],
  'xml-limit': [
    'The XML goes beyond the limit of {limit} for its {what}',
    'XML 超出上限：{what} 不得超过 {limit}',
  ],
  'xml-encoding': [
    'The bytes are not well-formed UTF-8: name the encoding in the XML declaration, or save the file as UTF-8',
    '文件不是正确的 UTF-8：请在 XML 声明中注明编码，或另存为 UTF-8',
  ],

  'not-a-description': [
    'A robot description is URDF (<robot>) or MJCF (<mujoco>), not <{element}>',
    '机器人描述应为 URDF（<robot>）或 MJCF（<mujoco>），而不是 <{element}>',
  ],
  'not-urdf': ['URDF starts with <robot>, not <{element}>', 'URDF 应以 <robot> 开头，而不是 <{element}>'],
  'not-mjcf': ['MJCF starts with <mujoco>, not <{element}>', 'MJCF 应以 <mujoco> 开头，而不是 <{element}>'],
  'included-part': [
    '<mujocoinclude> is a part that an MJCF file includes: save the whole as one file first',
    '<mujocoinclude> 只是被 MJCF 文件引用的片段：请先将整体存为一个文件',
  ],
  'included-file': [
    'The file includes "{file}": save it as one file first',
    '文件引用了“{file}”：请先存为一个文件',
  ],
  macro: [
    '<{element}> is not read: save the model expanded first',
    '不读取 <{element}>：请先将模型展开后保存',
  ],
  xacro: ['{what} is xacro: expand it to URDF first', '{what} 是 xacro：请先展开为 URDF'],
  'global-coordinates': [
    'Global coordinates are not read: save the model with a recent MuJoCo first',
    '不读取全局坐标：请先用较新版本的 MuJoCo 保存模型',
  ],

  'too-many': [
    'The description has {count} × {what}; the limit is {limit}',
    '{what} 共 {count} 个，上限 {limit}',
  ],
  'no-links': ['The description has no links', '描述中没有连杆'],
  'link-unknown': ['There is no link "{link}"', '没有名为“{link}”的连杆'],
  'joint-unknown': ['There is no joint "{joint}"', '没有名为“{joint}”的关节'],
  'site-unknown': ['There is no site "{site}"', '没有名为“{site}”的 site'],
  'class-unknown': ['There is no class "{name}"', '没有名为“{name}”的默认类'],
  'links-named-alike': ['There are two links named "{name}"', '有两个连杆名为“{name}”'],
  'joints-named-alike': ['There are two joints named "{name}"', '有两个关节名为“{name}”'],
  'classes-named-alike': ['There are two classes "{name}"', '有两个默认类名为“{name}”'],
  'class-unnamed': ['A nested default has no class name', '嵌套的默认类没有名称'],
  'classes-too-deep': ['Default classes are nested too deeply', '默认类嵌套过深'],
  'two-parents': ['The link "{link}" has two parents', '连杆“{link}”有两个父连杆'],
  'several-roots': [
    'There are {count} links without a parent: "{first}" and "{second}"',
    '有 {count} 个连杆没有父连杆：“{first}”和“{second}”',
  ],
  'no-root': ['The joints form a cycle: no link is the root', '关节构成闭环：没有根连杆'],
  cycle: ['The joints form a cycle through the link "{link}"', '关节构成经过连杆“{link}”的闭环'],
  'joint-end-missing': ['A joint has no <{element}>', '有关节缺少 <{element}>'],
  'joint-type-unknown': [
    'The joint "{joint}" has the unknown type "{type}"',
    '关节“{joint}”的类型“{type}”未知',
  ],
  'mimics-unknown': ['There is no joint "{joint}" to mimic', '没有可跟随的关节“{joint}”'],
  'mimics-itself': ['The joint "{joint}" mimics itself', '关节“{joint}”跟随自身'],
  'coupling-unbounded': [
    'The coupling of the joint "{joint}" grows without bound',
    '关节“{joint}”的耦合无限增长',
  ],

  'number-unusable': [
    '"{text}" is not a usable number in <{element}>',
    '<{element}> 中的“{text}”不是可用的数',
  ],
  'numbers-miscounted': [
    '{name} of <{element}> has {count} numbers instead of {expected}',
    '<{element}> 的 {name} 有 {count} 个数，应为 {expected} 个',
  ],
  'too-far': ['{name} of <{element}> lies beyond {limit} m', '<{element}> 的 {name} 超出 {limit} m'],
  'name-missing': ['<{element}> has no {name}', '<{element}> 缺少 {name}'],
  'name-too-long': ['A name in <{element}> is too long', '<{element}> 中的名称过长'],
  'file-astray': ['The file name "{file}" leaves the robot\'s folder', '文件名“{file}”越出机器人所在文件夹'],
  'mass-negative': ['A mass is negative', '质量为负'],
  'size-unusable': ['<{element}> has no usable size', '<{element}> 没有可用的尺寸'],
  'length-absurd': ['{name} is absurdly long', '{name} 长得不合理'],
  'angles-absurd': ['{name} of <{element}> is absurd', '<{element}> 的 {name} 不合理'],
  'order-unusable': ['{name} is unusable', '{name} 无法使用'],
  'pose-unusable': ['<pose> needs six numbers', '<pose> 应有六个数'],
  'quaternion-zero': ['A quaternion is zero', '四元数为零'],
  'no-direction': ['A vector of <{element}> has no direction', '<{element}> 的向量没有方向'],
  'axis-no-direction': ['The axis of a joint has no direction', '关节轴没有方向'],
  'range-unusable': ['{name} is not a range', '{name} 不是有效范围'],
} as const satisfies Readonly<Record<string, readonly [english: string, chinese: string]>>;

/** What is wrong with a robot description. */
export type DescriptionFault = keyof typeof DESCRIPTION_FAULTS;
