/// A lock that a session of the server holds for us.
struct SessionLock: Sendable {
  let request: LockRequest
  /// Ends when the lock is lost or given back.
  let end: AsyncStream<Void>
}

extension PostgresPool {
  /// Takes a lock that lasts as long as the connection by which it is held; `nil` when somebody has it. Give it back by
  /// `unlock`.
  func lock(_ text: String) async throws(PostgresFailure) -> SessionLock? {
    guard !Task.isCancelled else { throw .cancelled }
    let (stream, end) = AsyncStream.makeStream(of: Void.self)
    let request = LockRequest(SessionLockName(text), end: end)
    let inbox = inbox
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { answer in
        request.expect(answer)
        if !inbox.post(.lock(request)) { answer.resume(returning: .failure(.closed)) }
      }
    } onCancel: {
      inbox.post(.cancelLock(request))
    }
    return try result.get() ? SessionLock(request: request, end: stream) : nil
  }

  /// Gives a lock back; when this returns others may have it. One that was lost is no error.
  func unlock(_ lock: SessionLock) async {
    await withCheckedContinuation { done in
      if !inbox.post(.unlock(lock.request, done)) { done.resume() }
    }
  }
}
