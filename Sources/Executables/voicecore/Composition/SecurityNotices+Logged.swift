import Logging
import VoiceCore

extension SecurityNotices {
  /// Tells notices on to the log, by ids only.
  static func logged(to log: Logger) -> SecurityNotices {
    SecurityNotices { notice in
      switch notice {
      case .signInSlowed(let user, let tenant):
        log.warning(
          "sign-in slowed to the longest delay",
          metadata: ["tenant_id": "\(tenant)", "user_id": "\(user.map { "\($0)" } ?? "none")"])
      case .refreshTokenReused(let session, let user, let tenant):
        log.warning(
          "a used refresh token was shown again; its session is over",
          metadata: ["tenant_id": "\(tenant)", "user_id": "\(user)", "session_id": "\(session)"])
      }
    }
  }
}
