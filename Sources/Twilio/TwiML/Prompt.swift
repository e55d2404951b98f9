/// What a caller hears; the only verbs that may stand inside `<Gather>`.
package enum Prompt: Equatable, Sendable {
  case say(Say)
  case play(Play)
  case pause(seconds: Int)

  var element: XMLElement {
    switch self {
    case .say(let say): XMLElement("Say", [("language", say.language)], [.text(say.text)])
    case .play(let play): XMLElement("Play", [("loop", play.loop.map(String.init))], [.text(play.url)])
    case .pause(let seconds): XMLElement("Pause", [("length", String(seconds))])
    }
  }
}

/// Words that the carrier's own voice says.
package struct Say: Equatable, Sendable {
  /// The most characters of one verb. Source: Twilio `<Say>` limits.
  package static let maximumLength = 4096

  let text: String
  let language: String?

  /// Words in a language by its tag (`en-US`, the carrier's default).
  package init(_ text: String, language: String? = nil) throws(TwiMLError) {
    guard text.unicodeScalars.count <= Self.maximumLength else { throw .textTooLong }
    self.text = text
    self.language = language
  }
}

/// A recording at an address.
package struct Play: Equatable, Sendable {
  let url: String
  let loop: Int?

  /// A WAV or MP3 file, so many times; 0 is endless.
  package init(_ url: String, loop: Int? = nil) {
    self.url = url
    self.loop = loop
  }
}
