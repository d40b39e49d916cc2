import Testing

@testable import PQ

@Suite struct `The connection's machine` {
    var machine = ConnectionMachine()

    @Test mutating func `a plan and its first use end with the sync`() {
        #expect(machine.handle(.submitted([.prepare(0), .statement(0), .sync])) == .none)
        #expect(machine.handle(.result(.done)) == .registerPlan(0))
        #expect(machine.handle(.endOfResults) == .none)
        #expect(machine.handle(.result(.rows)) == .keep(0))
        #expect(machine.handle(.endOfResults) == .none)
        #expect(machine.expectsResults)
        #expect(machine.handle(.result(.sync)) == .finish)
        #expect(!machine.expectsResults)
    }

    @Test mutating func `after an error the rest is aborted and only the first error counts`() {
        _ = machine.handle(.submitted([.statement(0), .prepare(1), .statement(1), .sync]))
        #expect(machine.handle(.result(.failure)) == .fail(.statement(0)))
        #expect(machine.handle(.endOfResults) == .none)
        #expect(machine.handle(.result(.aborted)) == .none, "an aborted plan is not registered")
        #expect(machine.handle(.endOfResults) == .none)
        #expect(machine.handle(.result(.aborted)) == .none)
        #expect(machine.handle(.endOfResults) == .none)
        #expect(machine.handle(.result(.sync)) == .finish)
    }

    @Test mutating func `an error at the sync itself, as of a deferred constraint, fails the request`() {
        _ = machine.handle(.submitted([.statement(0), .sync]))
        #expect(machine.handle(.result(.done)) == .keep(0))
        #expect(machine.handle(.endOfResults) == .none)
        #expect(machine.handle(.result(.failure)) == .fail(.sync))
        #expect(machine.handle(.endOfResults) == .none)
        #expect(machine.handle(.result(.sync)) == .finish)
    }

    @Test mutating func `nulls without end, as of a broken connection, are a violation`() {
        _ = machine.handle(.submitted([.statement(0), .sync]))
        #expect(machine.handle(.endOfResults) == .none)
        #expect(machine.handle(.endOfResults) == .violation)
    }

    @Test mutating func `the connection is not free before the cancel helper is back`() {
        _ = machine.handle(.submitted([.statement(0), .sync]))
        #expect(machine.handle(.cancelRequested(.deadline)) == .askServerToCancel)
        #expect(machine.handle(.cancelRequested(.cancelled)) == .none, "the server is asked once")
        #expect(machine.handle(.result(.failure)) == .fail(.statement(0)))
        #expect(machine.code(for: .queryCanceled) == .deadlineExceeded)
        _ = machine.handle(.endOfResults)
        #expect(machine.handle(.result(.sync)) == .none)
        #expect(machine.handle(.cancelFinished) == .finish)
    }

    @Test mutating func `the connection is not free before the results are drained`() {
        _ = machine.handle(.submitted([.statement(0), .sync]))
        _ = machine.handle(.cancelRequested(.cancelled))
        #expect(machine.handle(.cancelFinished) == .none)
        #expect(machine.handle(.result(.rows)) == .keep(0), "a cancel may come too late")
        _ = machine.handle(.endOfResults)
        #expect(machine.handle(.result(.sync)) == .finish)
    }

    @Test mutating func `a cancel that came too early is repeated, one at a time`() {
        _ = machine.handle(.submitted([.statement(0), .sync]))
        #expect(machine.handle(.cancelOverdue) == .none, "nobody has asked for it")
        _ = machine.handle(.cancelRequested(.cancelled))
        #expect(machine.handle(.cancelOverdue) == .none, "the helper is still out")
        #expect(machine.handle(.cancelFinished) == .none)
        #expect(machine.handle(.cancelOverdue) == .askServerToCancel)
    }

    @Test func `a cancel without a request does nothing`() {
        var machine = ConnectionMachine()
        #expect(machine.handle(.cancelRequested(.cancelled)) == .none)
    }

    @Test mutating func `57014 that nobody here asked for is the server's own timeout`() {
        _ = machine.handle(.submitted([.statement(0), .sync]))
        #expect(machine.code(for: .queryCanceled) == .server(.queryCanceled))
        #expect(machine.code(for: nil) == .connectionLost, "a killed backend may leave no SQLSTATE")
        #expect(machine.code(for: .adminShutdown) == .connectionLost)
        #expect(machine.code(for: .uniqueViolation) == .server(.uniqueViolation))
    }

    @Test mutating func `single rows are asked for when the stream's turn has come`() {
        #expect(machine.handle(.submitted([.prepare(0), .stream(0), .sync])) == .none)
        #expect(machine.handle(.result(.done)) == .registerPlan(0))
        #expect(machine.handle(.endOfResults) == .enterSingleRowMode)
        #expect(machine.handle(.result(.singleRow)) == .deliverRow)
        #expect(machine.handle(.result(.failure)) == .fail(.stream(0)), "an error may follow rows")
        _ = machine.handle(.endOfResults)
        #expect(machine.handle(.result(.sync)) == .finish)
    }

    @Test mutating func `while a COPY is open no result is asked for`() {
        _ = machine.handle(.submitted([.copy]))
        #expect(machine.handle(.result(.copyIn)) == .openCopy)
        #expect(!machine.expectsResults)
        _ = machine.handle(.copyEnded)
        #expect(machine.expectsResults)
        #expect(machine.handle(.result(.done)) == .keep(0))
        #expect(machine.handle(.endOfResults) == .finish)
    }

    @Test mutating func `the answer to COMMIT is looked at`() {
        _ = machine.handle(.submitted([.begin, .statement(0), .commit, .sync]))
        #expect(machine.handle(.result(.done)) == .none)
        _ = machine.handle(.endOfResults)
        #expect(machine.handle(.result(.done)) == .keep(0))
        _ = machine.handle(.endOfResults)
        #expect(machine.handle(.result(.done)) == .checkCommit)
    }

    @Test mutating func `a script ends with its null`() {
        _ = machine.handle(.submitted([.script]))
        #expect(machine.handle(.result(.done)) == .none)
        #expect(machine.handle(.result(.rows)) == .none)
        #expect(machine.handle(.endOfResults) == .finish)
    }

    @Test(arguments: [ResultKind.singleRow, .sync, .copyIn, .unexpected, .aborted])
    mutating func `an answer that does not belong there is a violation`(kind: ResultKind) {
        _ = machine.handle(.submitted([.statement(0), .sync]))
        #expect(machine.handle(.result(kind)) == .violation)
    }
}
