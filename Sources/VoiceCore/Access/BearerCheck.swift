/// Who shows a text as bearer: an API key by its prefix, else an access token.
public struct BearerCheck: Sendable {
  private let tokens: any AccessTokens
  private let keys: AuthenticateAPIKey
  private let time: any TimeSource

  /// A check by these ports.
  public init(tokens: any AccessTokens, keys: AuthenticateAPIKey, time: any TimeSource) {
    self.tokens = tokens
    self.keys = keys
    self.time = time
  }

  /// Why nobody is known by it.
  public enum Failure: Error, Equatable, Sendable {
    /// It is good for nothing; why is told to nobody.
    case refused
    /// It can't be checked now.
    case unavailable
  }

  /// Who shows this.
  public func callAsFunction(_ text: String) async throws(Failure) -> Bearer {
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
