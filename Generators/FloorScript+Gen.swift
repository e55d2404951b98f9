public import PropertyTesting

/// What happens on a line between a caller, a receptionist and two people who may take over, step by step.
public struct FloorScript: Sendable, Equatable {
  public let steps: [FloorStep]

  /// A script of these steps.
  public init(_ steps: [FloorStep]) { self.steps = steps }
}

/// One thing that happens on such a line.
public enum FloorStep: Sendable, Equatable {
  /// The receptionist says a chunk of so many bytes, at most 800, and may mark its end.
  case says(bytes: Int, isMarked: Bool)
  /// The receptionist falls silent by itself.
  case fallsSilent
  /// The caller sounds loud, or is silent, for so many frames of 20 ms.
  case caller(isLoud: Bool, frames: Int)
  case presses
  /// The carrier plays so many of the pieces that wait.
  case plays(pieces: Int)
  /// Person 0 or 1 comes, goes, or says a chunk of so many bytes.
  case joins(Int), leaves(Int), speaks(Int, bytes: Int)
  /// The floor is given to a person, whether they are there or not.
  case takesOver(Int)
  case handsBack
}

extension Gen where Value == FloorScript {
  /// Takeovers in the midst of a sentence, in a pause and in silence, by people who are there and who aren't, with everything
  /// that may come before, between and after them.
  public static var floorScript: Gen {
    Gen<[[FloorStep]]>.array(of: .weighted([(2, sentence), (3, takeover), (4, any)]), count: 1...10).map {
      FloorScript($0.flatMap { $0 })
    }
  }

  private static var sentence: Gen<[FloorStep]> {
    zip(Gen<Int>.int(1...8), Gen<Int>.int(0...6)).map { count, pieces in
      Array(repeating: .says(bytes: 800, isMarked: false), count: count - 1)
        + [.says(bytes: 160, isMarked: true), .plays(pieces: pieces)]
    }
  }

  private static var takeover: Gen<[FloorStep]> {
    zip(person, Gen<Bool>.bool, Gen<Bool>.bool).map { person, isLoud, speaks in
      (isLoud ? [.caller(isLoud: true, frames: 2)] : []) + [.joins(person), .takesOver(person)]
        + (speaks ? [.speaks(person, bytes: 160)] : [])
    }
  }

  private static var any: Gen<[FloorStep]> {
    Gen<FloorStep>.oneOf([
      zip(.element(of: [1, 160, 800]), .bool).map { FloorStep.says(bytes: $0, isMarked: $1) },
      .element(of: [.fallsSilent, .presses, .handsBack, .handsBack]),
      zip(.bool, .element(of: [1, 5, 16, 80])).map { FloorStep.caller(isLoud: $0, frames: $1) },
      Gen<Int>.int(0...6).map { .plays(pieces: $0) }, person.map { .joins($0) }, person.map { .leaves($0) },
      person.map { .takesOver($0) },
      zip(person, .element(of: [1, 160, 8000])).map { FloorStep.speaks($0, bytes: $1) },
    ]).map { [$0] }
  }

  private static var person: Gen<Int> { .int(0...1) }
}
