internal import VoiceCore

/// What was said in a call, as the API shows it.
struct TranscriptJSON: Encodable {
  private let transcript: Transcript

  init(_ transcript: Transcript) { self.transcript = transcript }

  private enum CodingKeys: String, CodingKey { case status, reason, language, data }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(transcript.status.rawValue, forKey: .status)
    try container.encode(transcript.reason?.rawValue, forKey: .reason)
    try container.encode(transcript.language.tag, forKey: .language)
    try container.encode(
      transcript.utterances.map { UtteranceJSON($0, after: transcript.offset(of: $0)) }, forKey: .data)
  }
}

/// One thing that was said.
private struct UtteranceJSON: Encodable {
  let speaker: String
  let text: String
  let at: String
  let offset: Int64

  private enum CodingKeys: String, CodingKey {
    case speaker, text, at
    case offset = "offset_ms"
  }

  init(_ utterance: Utterance, after offset: Duration) {
    speaker = utterance.speaker.rawValue
    text = utterance.text
    at = utterance.at.description
    self.offset = offset.wholeMilliseconds
  }
}
