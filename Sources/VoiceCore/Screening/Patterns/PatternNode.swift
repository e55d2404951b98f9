/// A pattern as it was read.
indirect enum PatternNode: Equatable, Sendable {
  case nothing
  case scalar(UInt32)
  case set(ScalarSet)
  case place(PatternPlace)
  case sequence([PatternNode])
  case choice([PatternNode])
  /// At least, at most (`nil`: any number).
  case repeated(PatternNode, Int, Int?)

  /// Whether it may match where no scalar is.
  var isNullable: Bool {
    switch self {
    case .nothing, .place: true
    case .scalar, .set: false
    case .sequence(let nodes): nodes.allSatisfy(\.isNullable)
    case .choice(let nodes): nodes.contains(where: \.isNullable)
    case .repeated(let node, let least, _): least == 0 || node.isNullable
    }
  }
}

/// A place between two scalars.
enum PatternPlace: UInt32, Sendable {
  case start, end, wordEdge, noWordEdge
}
