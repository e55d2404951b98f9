import Generators
import MediaBridge
import PropertyTesting

/// One line: barge-in and playback as the bridge joins them, between a model of the carrier and a second opinion on all that
/// they decide.
struct LineModel {
  private var bargeIn: BargeIn
  private var playback = Playback()
  private var carrier: PlayerModel
  private var opinion = BargeInModel()
  private var isHeld = false

  /// Up to where marks say that the caller heard, or where what is being said began.
  private var heard = 0
  private var isCut = false
  private var asked: [PlaybackMark] = []
  private var dropped: [Range<Int>] = []

  private var unheard: Int { isCut ? 0 : carrier.said.count - heard }

  init(_ script: LineScript, settings: BargeIn.Settings) {
    bargeIn = BargeIn(settings)
    carrier = PlayerModel(markDelay: script.markDelay)
  }

  mutating func take(_ step: LineStep) throws {
    switch step {
    case .say(let bytes): say(bytes)
    case .mark: asked.append(playback.mark())
    case .fallSilent:
      try drop()
      bargeIn.receptionistFellSilent()
      opinion.fellSilent()
    case .hold: isHeld = true
    case .letGo: isHeld = false
    case .sound(let sound, let samples):
      for start in stride(from: 0, to: samples, by: Level.samplesPerWindow) {
        try hear(sound, samples: min(Level.samplesPerWindow, samples - start))
      }
      return
    }
    try send()
  }

  /// Lets the line run out, and demands that nothing is left and nothing was lost.
  mutating func finish() throws {
    try take(.letGo)
    // As long as everything takes to play, and some time for the last mark.
    for _ in 0..<(carrier.said.count / Level.samplesPerWindow + 200) {
      try hear(.silent, samples: Level.samplesPerWindow)
    }
    try require(!playback.isSpeaking, "the end of what was said is heard")
    try require(asked.isEmpty, "every mark that wasn't dropped is told")
    var isKnown = Array(repeating: false, count: carrier.said.count)
    for range in carrier.played.union(dropped) { for position in range { isKnown[position] = true } }
    try require(isKnown.allSatisfy { $0 }, "what was heard and what was dropped is what was said")
  }

  // MARK: Steps

  private mutating func say(_ count: Int) {
    if isCut {
      isCut = false
      heard = carrier.said.count
      carrier.begin(at: heard)
    }
    let first = carrier.said.count
    let bytes = (first..<first + count).map { UInt8(truncatingIfNeeded: ($0 &* 40_503) >> 7) }
    carrier.said += bytes
    playback.say(AudioChunk(muLaw: bytes))
  }

  private mutating func hear(_ sound: LineSound, samples: Int) throws {
    try requireEqual(playback.isSpeaking, unheard > 0, "whether the receptionist speaks")
    let expected = opinion.heard(sound, samples: samples, speaking: unheard > 0)
    let action = bargeIn.heard(sound.level(samples: samples), while: playback.isSpeaking ? .speaking : .silent)
    try requireEqual(action, expected, "after \(opinion.now) samples")
    switch action {
    case .none: break
    case .pause:
      playback.pause()
      carrier.restart(at: heard)
    case .resume, .fellSilent, .goOn: playback.resume()
    case .cancel:
      try drop()
      playback.resume()
    }
    playback.pass(samples: samples)
    try send()
    carrier.play(samples, at: opinion.now)
    while let returned = carrier.nextReturned(at: opinion.now) { try take(returned) }
  }

  private mutating func drop() throws {
    let position = playback.drop()
    try requireEqual(position, heard, "the position told is that of the last mark heard")
    try require(position <= carrier.reached, "the caller really heard that much")
    if !isCut { dropped.append(heard..<carrier.said.count) }
    isCut = true
    asked = []
    try send()
    carrier.restart(at: carrier.said.count)
  }

  // MARK: To and from the carrier

  private mutating func send() throws {
    if playback.takeClear() { carrier.clear(at: opinion.now) }
    try require(!opinion.isListening || playback.next() == nil, "nothing is sent while the caller is listened to")
    while !isHeld, let output = playback.next() { try carrier.take(output) }
  }

  private mutating func take(_ returned: PlayerModel.Returning) throws {
    if returned.wasPlayed, returned.clears == carrier.clears { heard = max(heard, returned.position) }
    playback.returned(returned.mark)
    while let told = playback.nextHeard() {
      try require(returned.wasPlayed, "a mark that a clear flushed wasn't heard")
      try requireEqual(told, asked.first, "marks are told in order, by the names under which they were given")
      asked.removeFirst()
    }
    try requireEqual(playback.heard, heard, "up to where the caller heard")
  }
}
