extension Gen {
  /// One value by chance, as large as cases get: the same for the same seed, on every machine. For whoever needs values
  /// outside of a property; nothing of it is recorded, so it doesn't shrink.
  /// - Throws: ``Discard`` when the generator gives up.
  public func sample(seed: UInt64) throws(Discard) -> Value {
    var source = ChoiceSource()
    source.generate(Xoshiro256(seed: seed), size: ChoiceSource.fullSize)
    return try source.draw(self)
  }
}
