public import Generators
public import VoiceCore

extension SealedSource {
  /// A store whose rows are sealed by ciphers that are a model of the real ones: what the store leaves open under the real
  /// ones, it leaves open here.
  /// - Parameter make: A store under these ciphers, and how what it keeps is looked at.
  public static func model(
    _ name: String,
    on make: @escaping @Sendable (ModelCiphers) async throws -> (store: any Store, evidence: @Sendable () -> [Evidence])
  ) -> SealedSource {
    SealedSource(name) {
      let ciphers = ModelCiphers()
      let (store, evidence) = try await make(ciphers)
      return place(store, ciphers, evidence)
    }
  }

  private static func place(
    _ store: any Store, _ ciphers: ModelCiphers, _ evidence: @escaping @Sendable () -> [Evidence]
  ) -> SealedPlace {
    SealedPlace(
      store: store, ciphers: ciphers, evidence: { _ in evidence() }, rotateDataKey: { ciphers.rotate($0) },
      // There is none.
      rotateMasterKey: { place(store, ciphers, evidence) }, close: {})
  }
}
