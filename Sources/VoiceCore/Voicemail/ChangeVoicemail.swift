/// Marks a message as heard, or as new again, and takes one out. For whoever doesn't see it there is no such message.
public struct ChangeVoicemail: Sendable {
  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Marks a message; one that was heard keeps the first moment. `nil` when the bearer sees no such message.
  public func mark(
    _ id: Voicemail.ID, heard isHeard: Bool, by bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> Voicemail? {
    let now = time.now()
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard var voicemail = try await scope.voicemail(id, seenBy: bearer, by: .changeVoicemails) else { return nil }
      voicemail.heardAt = isHeard ? voicemail.heardAt ?? now : nil
      try await scope.save(voicemail)
      return voicemail
    }
  }

  /// Takes a message out; `false` when the bearer sees no such message. Its sound goes with it, ours and the carrier's copy.
  public func remove(_ id: Voicemail.ID, by bearer: Bearer, of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    let now = time.now()
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.voicemail(id, seenBy: bearer, by: .changeVoicemails) != nil else { return false }
      try await scope.removeVoicemail(id)
      if let sound = try await scope.recording(Recording.ID(of: id)) {
        try await scope.commit(sound.decideRemoved(), to: sound, at: now)
      }
      return true
    }
  }
}
