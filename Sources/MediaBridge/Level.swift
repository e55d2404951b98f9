/// How loud a window of audio is: RMS / 32,768. Source: property 31.
///
/// Kept as the sum of squares, so that the hot path compares whole numbers and draws no root.
public struct Level: Equatable, Sendable {
  /// Samples of a full window: 20 ms.
  public static let samplesPerWindow = AudioChunk.bytesPerFrame

  /// The sum of the squared samples.
  public let squares: Int
  /// How many samples that are: 1 to `samplesPerWindow`.
  public let samples: Int

  /// The level of a window with this sum of squares.
  public init(squares: Int, samples: Int) {
    self.squares = squares
    self.samples = samples
  }

  /// The level as a share of full scale, 0 to 1. Draws a root: for reports.
  public var fraction: Double { samples == 0 ? 0 : (Double(squares) / Double(samples)).squareRoot() / 32_768 }

  /// Louder than the threshold, by however little.
  public func isAbove(_ threshold: LevelThreshold) -> Bool {
    squares * LevelThreshold.squaredScale > threshold.squared * samples
  }

  /// Quieter than the threshold, by however little.
  public func isBelow(_ threshold: LevelThreshold) -> Bool {
    squares * LevelThreshold.squaredScale < threshold.squared * samples
  }
}

/// A level to compare with, in thousandths of full scale.
public struct LevelThreshold: Equatable, Comparable, Sendable {
  /// 1 to 1000.
  public let thousandths: Int
  /// The threshold's square in sample units, times `squaredScale`; times 160 samples it still fits with room to spare.
  let squared: Int

  static let squaredScale = 1_000_000

  /// A threshold of 1 to 1000 thousandths; others are brought into that range.
  public init(thousandths: Int) {
    self.thousandths = min(max(thousandths, 1), 1000)
    squared = self.thousandths * self.thousandths << 30
  }

  public static func < (left: Self, right: Self) -> Bool { left.thousandths < right.thousandths }
}
