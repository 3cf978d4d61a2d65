using Microsoft.Extensions.Options;

namespace Moderation.Api.Operations;

/// <summary>Looks at the metrics of each Worker again and again, all of them side by side.</summary>
internal sealed class WorkerReader(WorkerWatch watch, IHttpClientFactory clients, IOptions<OperationsOptions> options, TimeProvider time, ILogger<WorkerReader> log) : BackgroundService
{
    public const string Client = "workers";

    /// <summary>Looks at one Worker once.</summary>
    public async Task LookAsync(int worker, CancellationToken token)
    {
        var sight = watch[worker];
        try
        {
            using var client = clients.CreateClient(Client);
            using var patience = new CancellationTokenSource(options.Value.WorkerPatience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, patience.Token);
            var page = await client.GetStringAsync(new Uri($"{sight.Address}/metrics"), either.Token);
            watch.Keep(worker, sight.Saw(WorkerCounts.Read(page), time.GetUtcNow()));
            if (sight.UnknownSince is not null)
                log.WorkerSeen(sight.Address);
        }
        catch (Exception e) when (e is HttpRequestException or FormatException || (e is OperationCanceledException && !token.IsCancellationRequested))
        {
            var trouble = e is OperationCanceledException ? $"no answer within {options.Value.WorkerPatience.TotalSeconds:0.#} s" : e.Message;
            watch.Keep(worker, sight.Missed(trouble));
            if (sight.Trouble is null)
                log.WorkerUnknown(sight.Address, trouble);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, watch.Count).Select(worker => FollowAsync(worker, stoppingToken)));

    private async Task FollowAsync(int worker, CancellationToken token)
    {
        using var timer = new PeriodicTimer(options.Value.WorkerLookInterval, time);
        do
            await LookAsync(worker, token);
        while (await timer.WaitForNextTickAsync(token));
    }
}
