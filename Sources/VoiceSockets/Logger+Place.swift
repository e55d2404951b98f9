internal import Logging
internal import VoiceCore

extension Logger {
  /// A logger whose lines say which call they are about.
  func about(_ place: CallPlace) -> Logger {
    var logger = self
    logger[metadataKey: "tenant_id"] = "\(place.tenant)"
    logger[metadataKey: "call_id"] = "\(place.call)"
    return logger
  }
}
