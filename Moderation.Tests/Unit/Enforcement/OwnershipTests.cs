using Moderation.Tests.Support;
using Moderation.Worker.Enforcement;

namespace Moderation.Tests.Unit.Enforcement;

public sealed class OwnershipTests
{
    private static readonly TimeSpan Session = TimeSpan.FromMilliseconds(500);
    private readonly Ownership _ownership = new(Session, TimeSpan.FromMilliseconds(100));

    [Fact]
    public async Task A_process_that_stood_still_is_not_sure_before_a_session_has_passed_although_it_moves_again()
    {
        Assert.True(_ownership.IsSure);
        await KafkaFixture.Until(() => !_ownership.IsSure, "it was not seen for longer than a heartbeat can be missed");

        var gap = _ownership.Seen();

        Assert.True(gap > TimeSpan.FromMilliseconds(300));
        Assert.False(_ownership.IsSure);
        await KafkaFixture.Until(() => _ownership.Seen() is null && _ownership.IsSure, "it is sure again");
    }

    [Fact]
    public void What_is_lost_is_lost_at_once_and_for_good()
    {
        _ownership.Lose();

        Assert.True(_ownership.IsLost);
        Assert.Null(_ownership.Seen());
        Assert.False(_ownership.IsSure);
    }
}
