/// What the caller put in: keys, words, a message.
extension CarrierCall {
  mutating func gathered(
    digits: String, key: Character?, speech: String, by gather: TwiMLGather, at now: Duration
  ) throws(TwiMLRefusal) -> Next {
    note(.gathered(digits: digits, speech: speech), at: now)
    // The finish key alone is no input.
    guard !digits.isEmpty || !speech.isEmpty || gather.asksOnEmptyResult else { return try proceed(at: now) }
    var fields: [FormField] = []
    if speech.isEmpty {
      fields.append(FormField("Digits", digits))
      if let key { fields.append(FormField("FinishedOnKey", String(key))) }
    } else {
      fields += [
        FormField("SpeechResult", speech), FormField("Confidence", "0.9"), FormField("Language", "en-US"),
      ]
    }
    return request(.gather, try resolve(actionOrSelf: gather.action), fields)
  }

  mutating func recorded(
    _ duration: Duration, key: Character?, by record: TwiMLRecord, at now: Duration
  ) throws(TwiMLRefusal) -> Next {
    note(.recorded(duration), at: now)
    guard duration > .zero else { return try proceed(at: now) }
    let recording = CarrierID.random("RE")
    messages.append(RecordingDirectory.Message(sid: recording, length: duration))
    let digits = key.map(String.init) ?? ""
    return request(
      .recordAction, try resolve(actionOrSelf: record.action), recordingFields(recording, duration, digits: digits),
      notices: recordingNotices(recording, duration, record))
  }

  func recordingFields(_ sid: String, _ duration: Duration, digits: String) -> [FormField] {
    [
      FormField("RecordingUrl", recordingURL(sid)), FormField("RecordingSid", sid),
      FormField("RecordingDuration", "\(Self.seconds(duration))"), FormField("Digits", digits),
    ]
  }

  func recordingNotices(_ sid: String, _ duration: Duration, _ record: TwiMLRecord) -> [Webhook] {
    guard let callback = record.statusCallback, let target = try? resolve(callback) else { return [] }
    return [
      Webhook(
        .recordingStatus, target,
        [
          FormField("AccountSid", identity.accountSid), FormField("CallSid", identity.callSid),
          FormField("RecordingSid", sid), FormField("RecordingUrl", recordingURL(sid)),
          FormField("RecordingStatus", "completed"), FormField("RecordingDuration", "\(Self.seconds(duration))"),
          FormField("RecordingChannels", "1"), FormField("RecordingSource", "RecordVerb"),
        ])
    ]
  }

  private func recordingURL(_ sid: String) -> String {
    "\(plan.apiURL)/2010-04-01/Accounts/\(identity.accountSid)/Recordings/\(sid)"
  }

  /// Whole seconds, begun ones counted.
  static func seconds(_ duration: Duration) -> Int {
    Int(duration.components.seconds) + (duration.components.attoseconds > 0 ? 1 : 0)
  }
}
