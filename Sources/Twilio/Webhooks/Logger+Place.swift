internal import Logging
internal import VoiceCore

extension Logger {
  /// This logger with the call and its tenant on every line.
  func about(_ place: CallPlace) -> Logger {
    var log = self
    log[metadataKey: "tenant_id"] = "\(place.tenant)"
    log[metadataKey: "call_id"] = "\(place.call)"
    return log
  }
}
