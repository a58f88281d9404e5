/**
 * Definitions of types that recordings often name without carrying their text (rosbag2 databases before version 4).
 * Fields as published in ros2/common_interfaces and ros2/rcl_interfaces (Apache-2.0).
 */

const HEADER = 'MSG: std_msgs/Header\nbuiltin_interfaces/Time stamp\nstring frame_id\n';
const VECTOR3 = 'MSG: geometry_msgs/Vector3\nfloat64 x\nfloat64 y\nfloat64 z\n';
const POINT = 'MSG: geometry_msgs/Point\nfloat64 x\nfloat64 y\nfloat64 z\n';
const QUATERNION = 'MSG: geometry_msgs/Quaternion\nfloat64 x\nfloat64 y\nfloat64 z\nfloat64 w\n';
const POSE = `MSG: geometry_msgs/Pose\nPoint position\nQuaternion orientation\n${POINT}${QUATERNION}`;
const TWIST = `MSG: geometry_msgs/Twist\nVector3 linear\nVector3 angular\n${VECTOR3}`;
const WRENCH = `MSG: geometry_msgs/Wrench\nVector3 force\nVector3 torque\n${VECTOR3}`;
const DIMENSIONS =
  'MSG: std_msgs/MultiArrayLayout\nMultiArrayDimension[] dim\nuint32 data_offset\n' +
  'MSG: std_msgs/MultiArrayDimension\nstring label\nuint32 size\nuint32 stride\n';

const COMMON: Readonly<Record<string, string>> = {
  'std_msgs/String': 'string data',
  'std_msgs/Bool': 'bool data',
  'std_msgs/Int32': 'int32 data',
  'std_msgs/Int64': 'int64 data',
  'std_msgs/Float32': 'float32 data',
  'std_msgs/Float64': 'float64 data',
  'std_msgs/Float32MultiArray': `MultiArrayLayout layout\nfloat32[] data\n${DIMENSIONS}`,
  'std_msgs/Float64MultiArray': `MultiArrayLayout layout\nfloat64[] data\n${DIMENSIONS}`,
  'sensor_msgs/JointState': `Header header\nstring[] name\nfloat64[] position\nfloat64[] velocity\nfloat64[] effort\n${HEADER}`,
  'sensor_msgs/Image': `Header header\nuint32 height\nuint32 width\nstring encoding\nuint8 is_bigendian\nuint32 step\nuint8[] data\n${HEADER}`,
  'sensor_msgs/CompressedImage': `Header header\nstring format\nuint8[] data\n${HEADER}`,
  'sensor_msgs/Imu':
    'Header header\nQuaternion orientation\nfloat64[9] orientation_covariance\nVector3 angular_velocity\n' +
    'float64[9] angular_velocity_covariance\nVector3 linear_acceleration\nfloat64[9] linear_acceleration_covariance\n' +
    `${HEADER}${QUATERNION}${VECTOR3}`,
  'geometry_msgs/Pose': POSE.replace(/^MSG: geometry_msgs\/Pose\n/, ''),
  'geometry_msgs/PoseStamped': `Header header\nPose pose\n${HEADER}${POSE}`,
  'geometry_msgs/Twist': TWIST.replace(/^MSG: geometry_msgs\/Twist\n/, ''),
  'geometry_msgs/TwistStamped': `Header header\nTwist twist\n${HEADER}${TWIST}`,
  'geometry_msgs/Wrench': WRENCH.replace(/^MSG: geometry_msgs\/Wrench\n/, ''),
  'geometry_msgs/WrenchStamped': `Header header\nWrench wrench\n${HEADER}${WRENCH}`,
};

/** Text of a well-known type by its short name; undefined for others. */
export function commonDefinition(type: string): string | undefined {
  return COMMON[type];
}
