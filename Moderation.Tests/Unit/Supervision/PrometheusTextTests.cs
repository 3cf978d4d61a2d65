using Moderation.Core.Wire;

namespace Moderation.Tests.Unit.Supervision;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Names_labels_and_values_are_read_and_comments_are_not()
    {
        var samples = PrometheusText.Parse("""
            # TYPE http_requests_total counter
            # HELP http_requests_total Requests
            http_requests_total{method="post",code="200"} 1027 1395066363000
            msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"FILE.TXT\""} 1.458255915e9

            metric_without_labels 12.47
            something_weird{problem="division by zero",} +Inf -3982045
            # EOF
            """);

        Assert.Equal(["http_requests_total", "msdos_file_access_time_seconds", "metric_without_labels", "something_weird"], samples.Select(s => s.Name));
        Assert.Equal(1027, samples[0].Value);
        Assert.Equal("post", samples[0].Labels["method"]);
        Assert.Equal("200", samples[0].Labels["code"]);
        Assert.Equal("Cannot find file:\n\"FILE.TXT\"", samples[1].Labels["error"]);
        Assert.Equal(@"C:\DIR\FILE.TXT", samples[1].Labels["path"]);
        Assert.Empty(samples[2].Labels);
        Assert.Equal(double.PositiveInfinity, samples[3].Value);
    }

    [Theory]
    [InlineData("a 1\n{x=\"y\"} 1", "metrics line 2: no name")]
    [InlineData("a{x=y} 1", "metrics line 1: a label is not name=\"value\"")]
    [InlineData("a{x=\"y", "metrics line 1: a label's value has no end")]
    [InlineData("a{x=\"y\"", "metrics line 1: a label is not name=\"value\"")]
    [InlineData("a many", "metrics line 1: no value")]
    public void A_line_that_is_no_sample_is_refused_with_its_number(string text, string expected)
    {
        var fault = Assert.Throws<FormatException>(() => PrometheusText.Parse(text));

        Assert.Equal(expected, fault.Message);
    }
}
