namespace Moderation.Cli.Topics;

/// <summary>How far <c>topics apply</c> may go.</summary>
/// <param name="ReplicationFactor">Copies of each partition of a new topic; -1 leaves it to the cluster.</param>
/// <param name="GrowPartitions">Whether partitions may be added, although that moves lives between them.</param>
/// <param name="DryRun">Only tell what would be done.</param>
internal sealed record TopicProvisioningOptions(short ReplicationFactor, bool GrowPartitions, bool DryRun);

/// <summary>Makes a cluster's topics as declared, step by step.</summary>
internal sealed class TopicProvisioning(ITopicAdmin admin, TopicProvisioningOptions options, IProgress<string> progress)
{
    /// <summary>Applies a plan; returns the changes that it may or can not make.</summary>
    public async Task<IReadOnlyList<TopicChange>> ApplyAsync(IReadOnlyList<TopicChange> plan, CancellationToken ct)
    {
        var left = new List<TopicChange>();
        foreach (var change in plan.Where(change => change is not ChangeSetting))
        {
            if (!await ApplyAsync(change, ct))
                left.Add(change);
        }

        foreach (var changes in plan.OfType<ChangeSetting>().GroupBy(change => change.Topic))
        {
            if (!options.DryRun)
                await admin.SetAsync(changes.Key, changes.ToDictionary(change => change.Setting, change => change.To), ct);
            foreach (var change in changes)
                Tell($"{change.Topic}: {change.Setting} {change.From} -> {change.To}");
        }

        return left;
    }

    private async Task<bool> ApplyAsync(TopicChange change, CancellationToken ct)
    {
        switch (change)
        {
            case CreateTopic create:
                if (!options.DryRun)
                    await admin.CreateAsync(create.Declaration, options.ReplicationFactor, ct);
                Tell($"{change.Topic}: created with {change.Declared}");
                return true;
            case ChangePartitions { CanGrow: true } grow when options.GrowPartitions:
                if (!options.DryRun)
                    await admin.GrowAsync(grow.Topic, grow.To, ct);
                Tell($"{change.Topic}: grown from {grow.From} to {grow.To} partitions; running lives may have moved between partitions");
                return true;
            case ChangePartitions { CanGrow: true } grow:
                progress.Report($"{change.Topic}: has {grow.From} partitions, declared are {grow.To}; adding some moves running lives between partitions: end them, then --grow-partitions");
                return false;
            default:
                progress.Report($"{change.Topic}: has {change.Found} partitions, declared are {change.Declared}; Kafka cannot take partitions away");
                return false;
        }
    }

    private void Tell(string done) => progress.Report(options.DryRun ? $"would do: {done}" : done);
}
