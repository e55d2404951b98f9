import NIOCore

/// The operators of one session, and what each of them hears: whoever listens both voices mixed, whoever speaks the caller
/// alone. A session has none of this while nobody is joined. Confined to the event loop.
final class OperatorLegs {
  /// How far ahead of the caller's ear an operator may speak, in μ-law bytes: 15 s, somewhat more than the longest chunk that
  /// may come at once. What would be more is dropped.
  static let maximumAhead = 120_000

  private var legs: [(id: Int, leg: any OperatorLeg)] = []
  private var playout = Playout()
  /// Who has the floor.
  private(set) var holder: Int?
  /// How much the operator said that the caller can't have heard yet.
  private var ahead = 0

  var isEmpty: Bool { legs.isEmpty }

  /// What the caller is hearing already is heard by whoever joins, too.
  init(joining outputs: some Sequence<Playback.Output>) {
    for output in outputs { playout.sent(output) }
  }

  func join(_ leg: any OperatorLeg, as id: Int) { legs.append((id, leg)) }

  func dismiss(_ id: Int) { legs.removeAll { $0.id == id } }

  func has(_ id: Int) -> Bool { legs.contains { $0.id == id } }

  func giveFloor(to id: Int?) { holder = id }

  func leaveAll(_ departure: OperatorDeparture) {
    let leaving = legs
    legs = []
    holder = nil
    for (_, leg) in leaving { leg.leave(departure) }
  }

  // MARK: Audio

  /// Whether what the operator says goes to the caller.
  func take(_ chunk: AudioChunk, from id: Int) -> Bool {
    guard id == holder, ahead + chunk.byteCount <= Self.maximumAhead else { return false }
    ahead += chunk.byteCount
    return true
  }

  func sent(_ output: Playback.Output) { playout.sent(output) }

  func returned(_ mark: PlaybackMark) { playout.returned(mark) }

  func cleared() {
    ahead = 0
    let wasHeard = playout.unplayed > 0
    playout.clear()
    if wasHeard { for (_, leg) in legs { leg.clear() } }
  }

  /// A frame of the caller's, with what they heard meanwhile.
  func callerSpoke(_ chunk: AudioChunk) {
    let caller = chunk.muLaw
    ahead = max(0, ahead - caller.count)
    let heard = playout.play(caller.count)
    var mixed = caller
    Mixer.add(heard, to: &mixed)
    let (alone, both) = (ByteBuffer(bytes: caller), ByteBuffer(bytes: mixed))
    for (id, leg) in legs { leg.hear(id == holder ? alone : both) }
  }
}
