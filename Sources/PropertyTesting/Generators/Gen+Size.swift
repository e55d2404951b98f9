extension Gen {
  /// A generator that depends on the size of the case, 1 to 100, which rises in the course of a run. The size is a choice
  /// like others: it is replayed, and shrinks to 1.
  public static func sized(_ make: @escaping @Sendable (_ size: Int) -> Gen) -> Gen {
    Gen(label: .group) { source throws(Discard) in try source.draw(make(try source.drawnSize())) }
  }

  /// The values of this generator as in a case of `size`, 1 to 100: it bounds what chance asks for, not what is valid,
  /// so that shrinking does not feel it.
  public func resize(_ size: Int) -> Gen {
    precondition(1...ChoiceSource.fullSize ~= size, "a size is from 1 to \(ChoiceSource.fullSize)")
    return Gen(label: .group) { source throws(Discard) in
      let before = source.size
      source.size = size
      defer { source.size = before }
      return try source.draw(self)
    }
  }
}

extension ChoiceSource {
  /// The size of the case, recorded.
  fileprivate mutating func drawnSize() throws(Discard) -> Int {
    let domain = Domain(1, UInt64(Self.fullSize), towards: 1)
    let chosen = mode == .generating ? UInt64(size) : try recalled(.integer, domain)
    return Int(try record(.integer, domain, chosen))
  }
}
