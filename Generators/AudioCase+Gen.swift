public import PropertyTesting

/// A case of the audio law.
public enum AudioCase: Sendable {
  /// μ-law codes in pieces of any length.
  case pieces([[UInt8]])
  /// A tone at one sample rate that is wanted at another.
  case tone(Tone)
  /// Frames that are joined on their way.
  case batches(FrameDelivery)
}

/// Frames as they come, joined in batches.
public struct FrameDelivery: Sendable {
  /// How long a batch is to be.
  public let milliseconds: Int
  /// The codes of each frame, and how many milliseconds after the one before it comes.
  public let frames: [(codes: [UInt8], gap: Int)]

  /// A delivery of these parts.
  public init(milliseconds: Int, frames: [(codes: [UInt8], gap: Int)]) {
    self.milliseconds = milliseconds
    self.frames = frames
  }
}

extension AudioCase: ReportRenderable {
  /// The most runs of equal codes that are shown of one piece.
  private static var mostRuns: Int { 8 }

  /// A tone as it is; of each piece how long it is, and its codes in hexadecimal as `count × code`.
  public var reportText: String {
    switch self {
    case .tone(let tone): "a tone of \(tone.hertz) Hz, peak \(tone.peak), from \(tone.fromHz) Hz to \(tone.toHz) Hz"
    case .batches(let delivery):
      "batches of \(delivery.milliseconds) ms from "
        + delivery.frames.map { "\($0.codes.count) bytes after \($0.gap) ms" }.joined(separator: ", ")
    case .pieces(let pieces): pieces.isEmpty ? "no pieces" : pieces.map(Self.text).joined(separator: "\n")
    }
  }

  private static func text(of piece: [UInt8]) -> String {
    var runs: [(code: UInt8, count: Int)] = []
    for code in piece {
      if runs.last?.code == code { runs[runs.count - 1].count += 1 } else { runs.append((code, 1)) }
    }
    let shown = runs.prefix(mostRuns).map { "\($0.count) × \(String($0.code, radix: 16))" }
    return (["a piece of \(piece.count) bytes:"] + shown + (runs.count > mostRuns ? ["…"] : [])).joined(separator: " ")
  }
}

/// A sine of half a second.
public struct Tone: Sendable {
  public let hertz: Int
  /// The loudest sample.
  public let peak: Int
  public let fromHz: Int
  public let toHz: Int

  /// A tone of these parts.
  public init(hertz: Int, peak: Int, fromHz: Int, toHz: Int) {
    self.hertz = hertz
    self.peak = peak
    self.fromHz = fromHz
    self.toHz = toHz
  }
}

extension Gen where Value == AudioCase {
  /// Pieces of 0 to 2,000 bytes around frames, windows and cuts, with all codes, minus zero among them; tones of 200 to
  /// 3,400 Hz between the telephone's rate and those of other voices; frames for batches of 20 to 100 ms, mostly of 20 ms
  /// and mostly in time.
  public static var audioCase: Gen {
    .weighted([
      (4, Gen<[[UInt8]]>.array(of: piece, count: 0...12).map(AudioCase.pieces)), (1, tone.map(AudioCase.tone)),
      (1, delivery.map(AudioCase.batches)),
    ])
  }

  private static var delivery: Gen<FrameDelivery> {
    gen { source throws(Discard) in
      let milliseconds = try source.draw(.int(20...100))
      let count = try source.draw(.int(1...20))
      var frames: [(codes: [UInt8], gap: Int)] = []
      for number in 0..<count {
        let length = try source.draw(.oneOf([.just(160), .int(0...900)]))
        let gap = try source.draw(.oneOf([.just(20), .int(0...300)]))
        frames.append(((0..<length).map { UInt8(truncatingIfNeeded: $0 &+ number &* 37) }, gap))
      }
      return FrameDelivery(milliseconds: milliseconds, frames: frames)
    }
  }

  /// A drawn pattern over and over, so that long pieces cost few choices.
  private static var piece: Gen<[UInt8]> {
    gen { source throws(Discard) in
      let count = try source.draw(.oneOf([.element(of: lengths), .int(0...2000)]))
      let pattern = try source.draw(Gen<[UInt8]>.bytes(1...24))
      let turn = try source.draw(.int(0...255))
      return (0..<count).map { pattern[$0 % pattern.count] &+ UInt8(truncatingIfNeeded: $0 / pattern.count &* turn) }
    }
  }

  private static var lengths: [Int] {
    [160, 0, 1, 2, 3, 159, 161, 162, 320, 321, 798, 799, 800, 801, 802, 803, 804, 1600, 1602, 1603]
  }

  private static var tone: Gen<Tone> {
    zip(
      .int(200...3400, towards: 1000), .int(1000...32_000, towards: 10_000),
      .element(of: [24_000, 8000, 11_025, 16_000, 22_050, 44_100, 48_000]), .bool
    ).map { hertz, peak, other, isFromTelephone in
      isFromTelephone
        ? Tone(hertz: hertz, peak: peak, fromHz: 8000, toHz: other)
        : Tone(hertz: hertz, peak: peak, fromHz: other, toHz: 8000)
    }
  }
}
