/**
 * ONNX Runtime tells Microsoft of its use, under an id that it keeps in the home folder, unless this is set
 * before its first session.
 */
process.env.ORT_DISABLE_TELEMETRY = '1'
