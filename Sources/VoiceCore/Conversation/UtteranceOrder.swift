/// Brings utterances into the order in which their turns began, however late and in whatever order their words come
/// (property 30): each is released at most once, none is merged, none overtakes another.
///
/// A turn begins, and is later either completed with its words or given up. Turns are released from the head: what is
/// complete waits for what began before it. Repeats and unknown names change nothing.
public struct UtteranceOrder<ID: Hashable & Sendable>: Sendable {
  /// Turns that may wait by default; a dialogue has two or three.
  public static var standardMaximumWaiting: Int { 64 }

  /// What one turn said.
  public struct Spoken: Equatable, Sendable {
    public let id: ID
    public let speaker: Utterance.Speaker
    public let text: String

    /// These words in this turn.
    public init(id: ID, speaker: Utterance.Speaker, text: String) {
      self.id = id
      self.speaker = speaker
      self.text = text
    }
  }

  private enum State: Equatable, Sendable {
    case open
    case complete(String)
    case givenUp
  }

  private struct Turn: Sendable {
    let id: ID
    let speaker: Utterance.Speaker
    var state = State.open
  }

  private let maximumWaiting: Int
  private var turns: [Turn] = []
  /// Turns that are through, the oldest first: a repeat of theirs isn't a new turn.
  private var past: [ID] = []

  /// - Parameter maximumWaiting: one turn more, and the oldest is given up; at least 1.
  public init(maximumWaiting: Int = Self.standardMaximumWaiting) {
    self.maximumWaiting = max(maximumWaiting, 1)
  }

  /// Turns that wait for their words, or for the words of an earlier one; the oldest first.
  public var waiting: [ID] { turns.map(\.id) }

  /// A turn begins, after all that began before. Beyond the limit the oldest is given up; what then is free is released.
  public mutating func begin(_ id: ID, by speaker: Utterance.Speaker) -> [Spoken] {
    guard !turns.contains(where: { $0.id == id }), !past.contains(id) else { return [] }
    turns.append(Turn(id: id, speaker: speaker))
    guard turns.count > maximumWaiting else { return [] }
    // The head is open always: whatever else stood there would have been released.
    turns[0].state = .givenUp
    return release()
  }

  /// The turn's words are known; the first ones count.
  public mutating func complete(_ id: ID, _ text: String) -> [Spoken] { settle(id, .complete(text)) }

  /// The turn has no words, and never will.
  public mutating func giveUp(_ id: ID) -> [Spoken] { settle(id, .givenUp) }

  private mutating func settle(_ id: ID, _ state: State) -> [Spoken] {
    guard let index = turns.firstIndex(where: { $0.id == id && $0.state == .open }) else { return [] }
    turns[index].state = state
    return release()
  }

  private mutating func release() -> [Spoken] {
    let free = turns.prefix { $0.state != .open }
    turns.removeFirst(free.count)
    past.append(contentsOf: free.map(\.id))
    past.removeFirst(max(past.count - 2 * maximumWaiting, 0))
    return free.compactMap { turn in
      guard case .complete(let text) = turn.state else { return nil }
      return Spoken(id: turn.id, speaker: turn.speaker, text: text)
    }
  }
}
