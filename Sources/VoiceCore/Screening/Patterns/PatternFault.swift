/// Why a text isn't a pattern, where, and what to do about it. Positions count scalars of the text from 1.
public struct PatternFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Kind: String, Sendable, CaseIterable {
    case empty, tooLong, tooComplex, tooDeep, matchesNothing, danglingEscape, unknownEscape, unsupported
    case unclosedGroup, unopenedGroup, unclosedClass, emptyClass, badRange, notInClass
    case nothingToRepeat, badRepetition, repetitionTooLarge
  }

  public let kind: Kind
  public let position: Int

  /// A fault at a place.
  public init(_ kind: Kind, at position: Int) {
    self.kind = kind
    self.position = position
  }

  /// Where and what to do; holds nothing of the pattern.
  public var description: String { "At position \(position): \(remedy)" }

  private var remedy: String {
    switch kind {
    case .empty: "write at least one character."
    case .tooLong: "at most \(SpamPattern.maximumLength) characters; make several rules of it."
    case .tooComplex:
      "its repetitions and groups come to more than \(SpamPattern.maximumSize) steps; use smaller numbers."
    case .tooDeep: "at most \(PatternParser.maximumDepth) groups inside each other."
    case .matchesNothing: "it would match every call, as it may match no character at all; use + for *, or drop a ?."
    case .danglingEscape: "a backslash needs a character behind it; write \\\\ for itself."
    case .unknownEscape: "only \\d \\D \\w \\W \\s \\S \\b \\B and escaped signs are known."
    case .unsupported: "look-around, named groups and back-references aren't available, since they can't be bounded."
    case .unclosedGroup: "this parenthesis is never closed; add ) or write \\(."
    case .unopenedGroup: "this parenthesis was never opened; write \\)."
    case .unclosedClass: "this bracket is never closed; add ] or write \\[."
    case .emptyClass: "a class needs at least one character."
    case .badRange: "the end of a range comes after its beginning; write \\- for a hyphen."
    case .notInClass: "this can't stand in brackets; use ( | ) instead."
    case .nothingToRepeat: "there is nothing before it to repeat; escape it with a backslash."
    case .badRepetition: "write {3}, {2,5} or {2,}; escape { for itself."
    case .repetitionTooLarge: "at most \(PatternParser.maximumRepetitions) repetitions."
    }
  }
}
