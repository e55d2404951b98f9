import Generators
import MediaBridge
import NIOCore
import NIOEmbedded
import PropertyTesting

/// One line with the real bridge in it: a carrier that plays piece by piece, a receptionist and two people who note what they are
/// told, and a second opinion on who may be heard. Every chunk has bytes of one value, by which it is known again: the
/// receptionist's below `people`, each person's own from there on.
final class FloorModel {
  private static let people: UInt8 = 200

  private let carrier = Carrier()
  private let receptionist = Receptionist()
  private let legs = [Person(), Person()]
  private lazy var bridge = Bridge(
    caller: carrier, receptionist: receptionist,
    pressed: { [unowned self] in
      keys.append($0)
    }
  ) { _ in }
  private var keys: [Character] = []

  /// Whom the core has given the floor.
  private var holder: Int?
  private var joined: Set<Int> = []
  /// Where each of the receptionist's chunks begins and ends in all that she said.
  private var chunks: [Range<Int>] = []
  /// Where what she is saying now began: what came before was heard or dropped.
  private var stretch = 0
  /// How often the floor went to a person, and came back.
  private var takeovers = 0
  private var returns = 0
  private(set) var labels: Set<String> = []

  init() { bridge.open() }

  /// Nothing is left of it.
  func finish() { carrier.hangUp() }

  private var said: Int { chunks.last?.upperBound ?? 0 }

  func take(_ step: FloorStep) throws {
    let sent = carrier.sent
    switch step {
    case .says(let bytes, let isMarked): say(bytes, isMarked: isMarked)
    case .fallsSilent:
      try requireHeard(upTo: bridge.fallSilent())
      stretch = said
    case .caller(let isLoud, let frames):
      let before = receptionist.brokeInAt.count
      for _ in 0..<frames { carrier.hear(isLoud ? 0x90 : MuLaw.silence) }
      for position in receptionist.brokeInAt.dropFirst(before) {
        try requireHeard(upTo: position)
        stretch = said
      }
      if holder != nil, isLoud { labels.insert("the caller speaks to a person") }
    case .presses:
      let before = keys.count
      carrier.press("1")
      try requireEqual(
        keys.count, holder == nil ? before + 1 : before, "keys are told while the receptionist has the floor")
    case .plays(let pieces): carrier.play(pieces)
    case .joins(let person):
      if holder == person { try give(to: nil) }
      bridge.join(legs[person], as: person)
      joined.insert(person)
    case .leaves(let person):
      joined.remove(person)
      if holder == person {
        // Going with the floor gives it back.
        (holder, returns) = (nil, returns + 1)
        labels.insert("handed back")
      }
      bridge.dismiss(person)
    case .speaks(let person, let bytes):
      bridge.operatorSpoke(AudioChunk(muLaw: Array(repeating: Self.people + UInt8(person), count: bytes)), as: person)
      let isHeard = carrier.sent.count > sent.count
      try requireEqual(isHeard, holder == person, "who has the floor is heard, and nobody else")
      if holder == person { labels.insert("a person is heard") }
    case .takesOver(let person): try give(to: person)
    case .handsBack: try give(to: nil)
    }
    try check(sentBefore: sent.count)
  }

  private func say(_ count: Int, isMarked: Bool) {
    guard chunks.count < Int(Self.people) else { return }
    if holder != nil {
      stretch = said + count
      labels.insert("said without the floor")
    }
    chunks.append(said..<said + count)
    bridge.say(AudioChunk(muLaw: Array(repeating: UInt8(chunks.count - 1), count: count)))
    if isMarked { _ = bridge.mark() }
  }

  private func give(to asked: Int?) throws {
    let former = holder
    let next = asked.flatMap { joined.contains($0) ? $0 : nil }
    let isSpeaking = !carrier.isIdle
    bridge.giveFloor(to: asked)
    holder = next
    guard former != next else { return }
    switch (former, next) {
    case (nil, _):
      takeovers += 1
      labels.insert(isSpeaking ? "taken over in mid sentence" : "taken over in silence")
      if case .lost(let position)? = receptionist.news.last { try requireHeard(upTo: position) }
      stretch = said
      try require(carrier.isIdle, "whoever was speaking is silent at once")
    case (_, nil):
      returns += 1
      labels.insert("handed back")
    case (_, _):
      labels.insert("taken from a person")
      try require(carrier.isIdle, "the first person is silent at once")
    }
  }

  /// After every step.
  private func check(sentBefore count: Int) throws {
    let kinds = receptionist.news.map(\.isLoss)
    try requireEqual(
      kinds, (0..<takeovers + returns).map { $0.isMultiple(of: 2) }, "she is told of each loss and each return, once")
    guard holder != nil else { return }
    for value in carrier.sent.dropFirst(count) {
      try require(value >= Self.people, "nothing of hers goes out while a person has the floor")
    }
    try require(receptionist.interruptions.allSatisfy { $0 <= takeovers }, "a person is interrupted by nobody")
  }

  /// The history says what was played: never more, and at most a mark's distance less.
  private func requireHeard(upTo position: Int) throws {
    let played = carrier.played.filter { $0 < Self.people }.map { chunks[Int($0)].upperBound }.max() ?? 0
    try require(position <= max(played, stretch), "\(position) was told, \(played) played")
    try require(position >= played - Playback.bytesBetweenMarks, "\(position) was told, \(played) played")
  }
}

extension FloorModel {
  /// A carrier's socket whose player plays when told so, and returns marks as it passes them, and all of them on a clear.
  private final class Carrier: CallerLeg {
    private let loop = EmbeddedEventLoop()
    var eventLoop: any EventLoop { loop }
    let isWritable = true
    private var listener: (any CallerLegListener)?
    private var waiting: [Playback.Output] = []
    /// Nothing waits to be played.
    var isIdle: Bool { !waiting.contains { if case .play = $0 { true } else { false } } }
    /// The values of the chunks that came and that were played, in order.
    private(set) var sent: [UInt8] = []
    private(set) var played: [UInt8] = []

    func attach(_ listener: any CallerLegListener) { self.listener = listener }

    func play(_ chunk: AudioChunk) {
      waiting.append(.play(chunk))
      sent += chunk.muLaw.prefix(1)
    }

    func mark(_ mark: PlaybackMark) { waiting.append(.mark(mark)) }

    func clear() {
      let flushed = waiting
      waiting = []
      for case .mark(let mark) in flushed { listener?.callerHeard(mark) }
    }

    func leave(_ departure: LegDeparture) {}

    func hear(_ code: UInt8) {
      listener?.callerSpoke(AudioChunk(muLaw: Array(repeating: code, count: 160)), at: 0)
    }

    func press(_ key: Character) { listener?.callerPressed(key) }

    func hangUp() {
      listener?.callerLeft(.stopped)
      listener = nil
    }

    func play(_ pieces: Int) {
      var left = pieces
      while let first = waiting.first {
        if case .play = first, left == 0 { return }
        waiting.removeFirst()
        switch first {
        case .play(let chunk):
          played += chunk.muLaw.prefix(1)
          left -= 1
        case .mark(let mark): listener?.callerHeard(mark)
        }
      }
    }
  }

  private final class Receptionist: ReceptionistLeg {
    enum News {
      case lost(Int), got

      var isLoss: Bool { if case .lost = self { true } else { false } }
    }

    private(set) var news: [News] = []
    /// How often the floor had been lost when she was told of each interruption.
    private(set) var interruptions: [Int] = []
    /// Where she was broken into.
    private(set) var brokeInAt: [Int] = []

    func join(_ floor: any Floor) {}
    func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {}
    func callerPressed(_ key: Character) {}
    func callerHeard(_ mark: PlaybackMark) {}
    func callerBrokeIn(at position: Int) {
      brokeInAt.append(position)
      interrupt()
    }

    func callerFellSilent() { interrupt() }
    func callerMadeNoise(over unheard: Int) { interrupt() }
    func lostFloor(at position: Int) { news.append(.lost(position)) }
    func gotFloor() { news.append(.got) }
    func leave(at position: Int) {}

    private func interrupt() {
      // Told without the floor it counts as one too many.
      interruptions.append(news.count { $0.isLoss } + (news.last?.isLoss == true ? 1 : 0))
    }
  }

  private final class Person: OperatorLeg {
    func attach(_ listener: any OperatorLegListener) {}
    func hear(_ muLaw: ByteBuffer) {}
    func clear() {}
    func floorIs(_ holder: FloorHolder) {}
    func refused(_ refusal: OperatorRefusal) {}
    func leave(_ departure: OperatorDeparture) {}
  }
}
