internal import VoiceCore

/// A cursor as clients carry it: spelled like one of the list of calls, which has the same parts.
extension VoicemailCursor {
  var text: String { CallCursor(startedAt: receivedAt, call: Call.ID(voicemail.bits)).text }

  /// Reads `text`, in the one spelling that we write.
  init?(text: String) {
    guard let spelled = CallCursor(text: text) else { return nil }
    self.init(receivedAt: spelled.startedAt, voicemail: Voicemail.ID(spelled.call.bits))
  }
}
