/// What a regular expression says.
indirect enum PatternTree: Equatable, Sendable {
  enum Edge: Equatable, Sendable { case start, end }

  case one(ScalarClass)
  case sequence([PatternTree])
  case alternatives([PatternTree])
  case repeated(PatternTree, ClosedRange<Int>)
  case edge(Edge)

  /// Whether what matches may be empty, and whether it may be not.
  private var extent: (isSometimesEmpty: Bool, isSometimesFilled: Bool) {
    switch self {
    case .one: return (false, true)
    case .edge: return (true, false)
    case .sequence(let parts):
      let extents = parts.map(\.extent)
      return (extents.allSatisfy(\.isSometimesEmpty), extents.contains(where: \.isSometimesFilled))
    case .alternatives(let parts):
      let extents = parts.map(\.extent)
      return (extents.contains(where: \.isSometimesEmpty), extents.contains(where: \.isSometimesFilled))
    case .repeated(let part, let count):
      let extent = part.extent
      return (
        extent.isSometimesEmpty || count.lowerBound == 0, extent.isSometimesFilled && count.upperBound > 0
      )
    }
  }

  private var hasEdge: Bool {
    switch self {
    case .one: false
    case .edge: true
    case .sequence(let parts), .alternatives(let parts): parts.contains { $0.hasEdge }
    case .repeated(let part, _): part.hasEdge
    }
  }

  /// What surrounds a part.
  private enum Side {
    case nothing, perhapsSomething, something

    func joined(_ part: PatternTree) -> Side {
      let extent = part.extent
      if self == .something || !extent.isSometimesEmpty { return .something }
      return self == .nothing && !extent.isSometimesFilled ? .nothing : .perhapsSomething
    }
  }

  /// The same without edges and without what nothing matches; `nil` when nothing matches it.
  /// - Throws: An edge that holds for some texts only.
  func fitted(_ source: String) throws(TextPatternError) -> PatternTree? {
    try fitted(source, before: .nothing, after: .nothing)
  }

  private func fitted(_ source: String, before: Side, after: Side) throws(TextPatternError) -> PatternTree? {
    switch self {
    case .one(let scalars): return scalars.count > 0 ? self : nil
    case .edge(let edge):
      switch edge == .start ? before : after {
      case .nothing: return .sequence([])
      case .something: return nil
      case .perhapsSomething:
        let name = edge == .start ? "^ behind" : "$ before"
        throw TextPatternError(pattern: source, offset: nil, reason: "\(name) what may be empty is not understood")
      }
    case .sequence(let parts):
      var later = [after]
      for part in parts.dropFirst().reversed() { later.append(later[later.count - 1].joined(part)) }
      var earlier = before
      var fitting: [PatternTree] = []
      for part in parts {
        guard let fitted = try part.fitted(source, before: earlier, after: later.removeLast()) else { return nil }
        fitting.append(fitted)
        earlier = earlier.joined(part)
      }
      return .sequence(fitting)
    case .alternatives(let parts):
      var fitting: [PatternTree] = []
      for part in parts {
        if let part = try part.fitted(source, before: before, after: after) { fitting.append(part) }
      }
      return fitting.isEmpty ? nil : fitting.count == 1 ? fitting[0] : .alternatives(fitting)
    case .repeated(let part, let count):
      if part.hasEdge, count.upperBound > 1 {
        throw TextPatternError(pattern: source, offset: nil, reason: "^ or $ in what is repeated is not understood")
      }
      if let part = try part.fitted(source, before: before, after: after) { return .repeated(part, count) }
      return count.lowerBound == 0 ? .sequence([]) : nil
    }
  }
}
