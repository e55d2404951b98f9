/// Follows what the far end says since the caller last spoke or it was last cleared, so that a script can go by the words
/// that are heard and by the marks that have come back, whatever the machine's delays. Times are the call's.
package struct Attention: Sendable {
  /// Where words were heard.
  struct Place {
    /// In bytes of what was said.
    let begin: Int
    /// When their last sample has sounded.
    let heardAt: Duration
  }

  private var listeners: [Listener]
  private var byteCount = 0
  private var marks: [(name: String, position: Int)] = []
  /// So many bytes are behind the last mark that was returned: the server knows them to be heard.
  private var acknowledged = 0
  /// The caller spoke over something that sounded: the server has to silence it.
  private var awaitsClear = false

  /// Listens for what the steps wait for, and for nothing else.
  package init(to steps: [CallScript.Step]) {
    listeners = steps.flatMap(\.words).reduce(into: []) { listeners, words in
      if !words.isEmpty, !listeners.contains(where: { $0.words == words }) { listeners.append(Listener(for: words)) }
    }
  }

  // MARK: What happens

  mutating func hear(_ audio: [UInt8], startsAt start: Duration) {
    guard !listeners.isEmpty else { return }
    for index in listeners.indices { listeners[index].hear(audio, behind: byteCount, startsAt: start) }
    byteCount += audio.count
  }

  mutating func mark(_ name: String) { if !listeners.isEmpty { marks.append((name, byteCount)) } }

  mutating func returned(_ name: String) {
    guard let index = marks.firstIndex(where: { $0.name == name }) else { return }
    acknowledged = max(acknowledged, marks[index].position)
    marks.removeFirst(index + 1)
  }

  /// The caller speaks: what was said before is past.
  mutating func spoke() { forget() }

  /// The first frame of what the caller speaks over the far end leaves, these words having been heard; the answer is how
  /// much of what was said since their beginning the server knows to be heard, in bytes, and `nil` when that is
  /// everything: then nothing has to be silenced.
  mutating func spokeOver(_ words: [UInt8]) -> Int? {
    let known = max(acknowledged - (place(of: words)?.begin ?? acknowledged), 0)
    awaitsClear = byteCount > acknowledged
    forget()
    return awaitsClear ? known : nil
  }

  mutating func cleared() {
    forget()
    awaitsClear = false
  }

  private mutating func forget() {
    for index in listeners.indices { listeners[index].forget() }
    (byteCount, marks, acknowledged) = (0, [], 0)
  }

  // MARK: What the caller makes of it

  /// What a step waits for: whether it came, or can no longer come.
  /// - Parameter ahead: how much more waits to be played.
  /// - Parameter isReturned: everything was played, and the mark behind it went back.
  func signal(for step: CallScript.Step, at now: Duration, ahead: Duration, isReturned: Bool) -> CallerProgram.Signal {
    switch step {
    case .hear(let words): !awaitsClear && isReturned && hasHeard(words, at: now) ? .ready : .none
    case .speakOver(_, let words, let wanted, let end):
      if awaitsClear {
        .none
      } else if hasHeard(end, at: now) {
        .missed
      } else {
        ahead > wanted && hasHeard(words, at: now) ? .ready : .none
      }
    default: .none
    }
  }

  private func hasHeard(_ words: [UInt8], at now: Duration) -> Bool {
    place(of: words).map { $0.heardAt <= now } ?? false
  }

  private func place(of words: [UInt8]) -> Place? { listeners.first { $0.words == words }?.place }
}

/// Finds certain words in sound that comes in pieces: each byte is looked at once (Knuth, Morris and Pratt).
private struct Listener: Sendable {
  let words: [UInt8]
  private let fallback: [Int]
  private var matched = 0
  private(set) var place: Attention.Place?

  init(for words: [UInt8]) {
    self.words = words
    var fallback = [0]
    for index in words.indices.dropFirst() {
      var length = fallback[index - 1]
      while length > 0, words[length] != words[index] { length = fallback[length - 1] }
      fallback.append(words[length] == words[index] ? length + 1 : 0)
    }
    self.fallback = fallback
  }

  mutating func hear(_ audio: [UInt8], behind position: Int, startsAt start: Duration) {
    guard place == nil else { return }
    for (index, byte) in audio.enumerated() {
      while matched > 0, words[matched] != byte { matched = fallback[matched - 1] }
      if words[matched] == byte { matched += 1 }
      guard matched == words.count else { continue }
      place = Attention.Place(
        begin: position + index + 1 - words.count, heardAt: start + VirtualPlayer.timePerByte * (index + 1))
      return
    }
  }

  mutating func forget() { (matched, place) = (0, nil) }
}

extension CallScript.Step {
  /// What the step listens for.
  fileprivate var words: [[UInt8]] {
    switch self {
    case .hear(let words): [words]
    case .speakOver(_, let words, _, let end): [words, end]
    default: []
    }
  }
}
