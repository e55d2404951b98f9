import Simulators

/// What a transcript must tell of what was said, as exactly as the events order it.
struct ToldLines {
  private let heard: HeardCall
  /// `nil` when what the caller heard isn't what was said: then nothing is known to be read.
  private let path: CallPath?

  init(of heard: HeardCall, along path: CallPath?) {
    self.heard = heard
    self.path = path
  }

  /// What may be told of the caller's request of this number: the first is as it should be, the rest is allowed.
  func request(_ index: Int, of call: SpokenCall) -> [String] {
    let words = call.requests[index].transcript == .failed ? SpokenCall.inaudible : SpokenCall.words(index)
    return isRead(index) || words == SpokenCall.inaudible ? [words] : [words, SpokenCall.inaudible]
  }

  /// Whether the server must have read these words: the realtime AI began to say something behind them of which the caller
  /// heard some, and what it sends is read in its order.
  private func isRead(_ index: Int) -> Bool {
    guard let path, let written = heard.moments.firstIndex(of: .written(index)) else { return false }
    return heard.moments[written...].contains {
      if case .began(let item) = $0 { path.reached.contains(item) } else { false }
    }
  }

  /// What may be told of this thing that was said; `nil` stands for no line.
  func said(_ item: Int) -> [String?] {
    let said = heard.said[item]
    guard let cut = path?.cuts[item] else { return [said.words] }
    let moments = said.progress.filter { $0.bytes >= max(cut.received, 1) }
    var lines: [String?] = []
    for moment in moments {
      for bytes in cut.heard {
        let line = Self.wholeWords(of: said.words.prefix(moment.letters), heard: bytes, of: moment.bytes)
        if !lines.contains(line) { lines.append(line) }
      }
    }
    return lines
  }

  /// The words that were heard of a text whose audio has so many bytes: in proportion, and whole words only.
  private static func wholeWords(of text: Substring, heard: Int, of bytes: Int) -> String? {
    let count = text.count * heard / bytes
    var words = text.prefix(count)
    if count < text.count, text.dropFirst(count).first != " " {
      words = words.lastIndex(of: " ").map { words[..<$0] } ?? ""
    }
    while words.last == " " { words.removeLast() }
    return words.isEmpty ? nil : words + " …"
  }
}
