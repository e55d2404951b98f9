internal import VoiceCore

/// Who shows a text as bearer: an API key by its prefix, else an access token.
struct BearerCheck: Sendable {
  let tokens: any AccessTokens
  let keys: AuthenticateAPIKey
  let time: any TimeSource

  /// Why nobody is known by it.
  enum Failure: Error {
    /// It is good for nothing; why is told to nobody.
    case refused
    /// It can't be checked now.
    case unavailable
  }

  /// Who shows this.
  func callAsFunction(_ text: String) async throws(Failure) -> Bearer {
    text.hasPrefix(APIKeySecret.prefix) ? try await machine(text) : try await person(text)
  }

  private func machine(_ text: String) async throws(Failure) -> Bearer {
    do throws(APIKeyFailure) {
      return try await keys(text)
    } catch {
      throw error == .unavailable ? .unavailable : .refused
    }
  }

  private func person(_ text: String) async throws(Failure) -> Bearer {
    do throws(AccessTokenFailure) {
      return Bearer(try await tokens.verify(text, at: time.now()))
    } catch {
      throw .refused
    }
  }
}
