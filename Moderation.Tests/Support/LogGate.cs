using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Api.PolicyReports.Backtests;

namespace Moderation.Tests.Support;

/// <summary>Holds the reading of the log up after a number of entries of a backtest, until it is opened. The log itself is the real one.</summary>
internal sealed class LogGate(int after = 1) : IDisposable
{
    private readonly ManualResetEventSlim _open = new();
    private int _held;

    /// <summary>How many readings were held up.</summary>
    public int Held => Volatile.Read(ref _held);

    public void Open() => _open.Set();

    /// <summary>Puts the gate before the log that the service reads.</summary>
    public void Guard(IServiceCollection services)
    {
        var real = services.Single(service => service.ServiceType == typeof(OpenSignalLog)).ImplementationFactory!;
        services.AddSingleton<OpenSignalLog>(provider => () => new GatedLog(((OpenSignalLog)real(provider))(), this));
    }

    public void Dispose() => _open.Dispose();

    private void Pass(int number, CancellationToken stop)
    {
        if (number != after)
            return;
        Interlocked.Increment(ref _held);
        _open.Wait(stop);
    }

    private sealed class GatedLog(ISignalLog log, LogGate gate) : ISignalLog
    {
        private int _read;

        public IReadOnlyList<LogPart> Locate(DateTimeOffset? from) => log.Locate(from);

        public IEnumerable<ConsumeResult<Ignore, byte[]?>> Read(LogPart part, TimeSpan patience, CancellationToken stop)
        {
            gate.Pass(_read, stop);
            foreach (var result in log.Read(part, patience, stop))
            {
                yield return result;
                gate.Pass(++_read, stop);
            }
        }

        public void Dispose() => log.Dispose();
    }
}
