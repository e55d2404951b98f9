import Generators
import MediaBridge

/// Barge-in said a second time, with nothing but places in the caller's audio: where it last sounded, where it last was loud,
/// where the sound began for which the receptionist waits.
struct BargeInModel {
  static let longestBurst = 2400
  static let hangOver = 800
  static let pause = 12_000
  static let noise = 40_000

  private(set) var now = 0
  private var lastSounding = 0
  private var lastLoud = 0
  private var onset: Int?
  private var owesSilence = false
  private var hasYielded = false

  /// What kinds of cases were met.
  private(set) var labels: Set<String> = []

  /// Whether the receptionist has to wait.
  var isListening: Bool { onset != nil }

  mutating func heard(_ sound: LineSound, samples: Int, speaking: Bool) -> BargeIn.Action {
    let begin = now
    now += samples
    if sound == .loud { lastLoud = now }
    if sound != .silent { lastSounding = now }
    if let onset {
      let length = lastSounding - onset
      if length > Self.longestBurst { return hasYielded ? waitForSilence() : cancel(by: sound) }
      if now - lastSounding >= Self.hangOver { return resume(after: length) }
    } else if speaking, sound == .loud {
      if owesSilence { labels.insert("again") }
      onset = begin
      return .pause
    } else if owesSilence, isQuiet {
      labels.insert(now - lastSounding >= Self.pause ? "silence" : "noise")
      owesSilence = false
      return .fellSilent
    }
    return .none
  }

  /// The receptionist falls silent by itself.
  mutating func fellSilent() { hasYielded = isListening }

  private var isQuiet: Bool { now - lastSounding >= Self.pause || now - lastLoud >= Self.noise }

  private mutating func waitForSilence() -> BargeIn.Action {
    guard isQuiet else { return .none }
    labels.insert("yielded to speech")
    defer { (onset, hasYielded, owesSilence) = (nil, false, false) }
    return owesSilence ? .fellSilent : .goOn
  }

  private mutating func cancel(by sound: LineSound) -> BargeIn.Action {
    labels.formUnion(sound == .loud ? ["cancelled"] : ["cancelled", "timer kept"])
    onset = nil
    owesSilence = true
    return .cancel
  }

  private mutating func resume(after length: Int) -> BargeIn.Action {
    labels.formUnion(length == Self.longestBurst ? ["resumed", "exactly 300 ms"] : ["resumed"])
    if hasYielded { labels.insert("yielded to a burst") }
    (onset, hasYielded) = (nil, false)
    return .resume
  }
}

extension LineSound {
  /// The level of a window, one step of the sum of squares from its limit at most.
  func level(samples: Int) -> Level {
    let speech = (50 * 50 << 30) * samples
    let silence = (20 * 20 << 30) * samples
    let scale = 1_000_000
    let lowest = (silence + scale - 1) / scale
    return switch self {
    case .silent: Level(squares: lowest - 1, samples: samples)
    case .murmur: Level(squares: lowest, samples: samples)
    case .hum: Level(squares: speech / scale, samples: samples)
    case .loud: Level(squares: speech / scale + 1, samples: samples)
    }
  }
}
