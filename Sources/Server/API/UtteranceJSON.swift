internal import VoiceCore

/// One thing that was said, as the API shows it.
struct UtteranceJSON: Encodable {
  let speaker: String
  let text: String
  let at: String

  init(_ utterance: Utterance) {
    speaker = utterance.speaker.rawValue
    text = utterance.text
    at = utterance.at.description
  }
}
