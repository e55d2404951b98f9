import Foundation
import Generators
import MediaBridge
import NIOCore
import PropertyTesting

extension VerifiedProperty {
  /// specs/P47-audio-codec.md
  static let p47AudioCodec = VerifiedProperty(
    number: 47, title: "Audio codec",
    core: {
      Property(
        47, "Audio codec", for: .audioCase, examples: P47.examples, labels: P47.labels, coverage: P47.coverage
      ) { input in
        switch input {
        case .pieces(let pieces):
          for piece in pieces {
            try P47.requireIdentity(piece)
            try P47.requireLevels(piece)
          }
          try P47.requireExactFraming(pieces)
        case .tone(let tone): try P47.requireLevelKept(tone)
        case .batches(let delivery): try P47.requireBatches(delivery)
        }
      }
    },
    store: nil)
}

private enum P47 {
  static let coverage = [
    Coverage("minus zero", atLeast: 4), Coverage("cut", atLeast: 20), Coverage("short frame", atLeast: 20),
    Coverage("tone", atLeast: 8), Coverage("joined", atLeast: 6),
  ]

  static let examples: [AudioCase] =
    [.pieces([Array(UInt8.min...UInt8.max)])]
    + [300, 1000, 3400].flatMap { hertz in
      [22_050, 24_000, 48_000].map { .tone(Tone(hertz: hertz, peak: 10_000, fromHz: $0, toHz: 8000)) }
    }

  static let labels: @Sendable (AudioCase) -> [String] = { input in
    let pieces: [[UInt8]]
    switch input {
    case .tone: return ["tone"]
    case .batches(let delivery):
      return delivery.milliseconds > 20 && delivery.frames.count > 1 ? ["joined"] : ["not joined"]
    case .pieces(let some): pieces = some
    }
    var labels: [String] = []
    if pieces.contains(where: { $0.contains(0x7F) }) { labels.append("minus zero") }
    if pieces.contains(where: { $0.count > Playback.bytesBetweenMarks }) { labels.append("cut") }
    if pieces.contains(where: { $0.count % AudioChunk.bytesPerFrame != 0 }) { labels.append("short frame") }
    return labels
  }

  // MARK: The law's parts

  static func requireIdentity(_ codes: [UInt8]) throws {
    let back = MuLaw.encode(MuLaw.decode(codes))
    try requireEqual(
      back, codes.map { $0 == 0x7F ? 0xFF : $0 }, "encode after decode is the identity but for minus zero")
    try requireEqual(AudioChunk(muLaw: codes).muLaw, codes, "base64 carries every byte")
    try requireEqual(
      String(buffer: AudioChunk(muLaw: codes).base64), Data(codes).base64EncodedString(), "as any other writer does")
  }

  static func requireLevels(_ codes: [UInt8]) throws {
    var measured: [Level] = []
    Level.forEachWindow(of: AudioChunk(muLaw: codes)) { measured.append($0) }
    let reference = stride(from: 0, to: codes.count, by: 160).map { start in
      let samples = MuLaw.decode(Array(codes[start..<min(start + 160, codes.count)]))
      return Level(squares: samples.reduce(0) { $0 + Int($1) * Int($1) }, samples: samples.count)
    }
    try requireEqual(measured, reference, "the level of each window")
  }

  /// Everything said is sent once and in order, in pieces whose text is a part of what was given.
  static func requireExactFraming(_ pieces: [[UInt8]]) throws {
    var playback = Playback()
    for piece in pieces {
      playback.say(AudioChunk(muLaw: piece))
      var sent: [AudioChunk] = []
      while let output = playback.next() { if case .play(let chunk) = output { sent.append(chunk) } }
      try requireEqual(sent.flatMap(\.muLaw), piece, "every byte is sent once, in order")
      try require(sent.allSatisfy { $0.byteCount == $0.muLaw.count }, "each part stands for itself")
      try requireEqual(
        sent.map { String(buffer: $0.base64) }.joined(), String(buffer: AudioChunk(muLaw: piece).base64),
        "the text stays as it was")
    }
    try requireEqual(playback.said, pieces.reduce(0) { $0 + $1.count }, "positions count what was said")
  }

  /// Whatever comes when: no byte is lost or changed, none waits longer than its batch's time, and no batch goes before it
  /// is long enough or its time has come.
  static func requireBatches(_ delivery: FrameDelivery) throws {
    var batch = FrameBatch(milliseconds: delivery.milliseconds)
    let span = TimeAmount.milliseconds(Int64(delivery.milliseconds))
    var now = NIODeadline.uptimeNanoseconds(1_000_000_000)
    var (sent, given): ([UInt8], [UInt8]) = ([], [])
    /// When each byte that hasn't gone came.
    var waiting: [NIODeadline] = []
    func go(_ chunk: AudioChunk) throws {
      let oldest = try requireSome(waiting.first, "nothing goes that didn't come")
      try require(now - oldest <= span, "a byte waited for \(now - oldest)")
      try require(
        chunk.byteCount >= delivery.milliseconds * 8 || now - oldest == span, "\(chunk.byteCount) bytes went too early")
      sent += chunk.muLaw
      try require(chunk.byteCount <= waiting.count, "more goes than came")
      waiting.removeFirst(chunk.byteCount)
    }
    for frame in delivery.frames {
      let arrival = now + .milliseconds(Int64(frame.gap))
      if let due = batch.due, due < arrival {
        now = due
        try go(try requireSome(batch.take(at: now), "what is due goes"))
      }
      now = arrival
      given += frame.codes
      waiting += Array(repeating: now, count: frame.codes.count)
      if let chunk = batch.add(AudioChunk(muLaw: frame.codes), at: now) { try go(chunk) }
      try requireEqual(batch.due == nil, waiting.isEmpty, "whatever waits has its time")
    }
    if let due = batch.due {
      now = due
      try go(try requireSome(batch.take(at: now), "what is due goes"))
    }
    try requireEqual(sent, given, "every byte goes once, in order")
  }

  static func requireLevelKept(_ tone: Tone) throws {
    let before = (0..<tone.fromHz / 2).map {
      Int16(Double(tone.peak) * sin(2 * .pi * Double(tone.hertz) * Double($0) / Double(tone.fromHz)))
    }
    let after = Resampler(fromHz: tone.fromHz, toHz: tone.toHz).resample(before)
    try requireEqual(
      after.count, (before.count * tone.toHz + tone.fromHz - 1) / tone.fromHz, "half a second stays half a second")
    let change = 20 * log10(middleLevel(after) / middleLevel(before))
    try require(abs(change) < 0.5, "the level changed by \(change) dB")
  }

  /// RMS without the tenth at either end, where the filter meets nothing.
  private static func middleLevel(_ samples: [Int16]) -> Double {
    let middle = samples.dropFirst(samples.count / 10).dropLast(samples.count / 10)
    return (middle.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(middle.count)).squareRoot()
  }
}
