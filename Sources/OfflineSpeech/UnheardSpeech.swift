import MediaBridge

/// What was given to the floor and isn't known to be heard: by place, so that of what never will be the part that was is known.
struct UnheardSpeech {
  private struct Part {
    let text: String
    /// Where its audio begins in all that was said since the join, and how long it is; in μ-law bytes.
    let start: Int
    let bytes: Int
    let mark: PlaybackMark
  }

  private var position = 0
  private var parts: [Part] = []

  var isEmpty: Bool { parts.isEmpty }
  /// The mark behind what was said last.
  var lastMark: PlaybackMark? { parts.last?.mark }
  /// The most audio that is still to be heard, in μ-law bytes.
  var bytes: Int { parts.reduce(0) { $0 + $1.bytes } }

  /// This went to the floor, and the mark behind it.
  mutating func add(_ speech: Speech, before mark: PlaybackMark) {
    parts.append(Part(text: speech.text, start: position, bytes: speech.muLaw.count, mark: mark))
    position += speech.muLaw.count
  }

  /// The caller heard everything before this mark. The answer is the texts that ended since the last one.
  mutating func heard(_ mark: PlaybackMark) -> [String] {
    guard let index = parts.firstIndex(where: { $0.mark == mark }) else { return [] }
    defer { parts.removeFirst(index + 1) }
    return parts[...index].map(\.text)
  }

  /// Nothing from this place on was heard or will be. The answer is what was heard of what waited.
  mutating func cut(at place: Int) -> [String] {
    defer { parts = [] }
    return parts.compactMap { Self.text($0.text, heard: place - $0.start, of: $0.bytes) }
  }

  /// The text as far as it was heard: in proportion to the audio, cut at a word. `nil` when that is nothing.
  private static func text(_ text: String, heard: Int, of all: Int) -> String? {
    guard heard > 0 else { return nil }
    // Places are known from mark to mark, and speech ends in a breath of silence.
    if all - heard <= min(Playback.bytesBetweenMarks, all / 8) { return text }
    let characters = Array(text)
    let end = characters.count * heard / all
    var words = characters[..<end]
    if !characters[end].isWhitespace {
      // The word in which it was cut wasn't heard to its end.
      while let last = words.last, !last.isWhitespace { words.removeLast() }
    }
    while let last = words.last, last.isWhitespace { words.removeLast() }
    return words.isEmpty ? nil : String(words) + " …"
  }
}
