/* SPDX-License-Identifier: MIT */
#ifndef ZB_BENCH_REPORT_H
#define ZB_BENCH_REPORT_H

/*
 * What every native benchmark shares: contenders take turns in one process, and their
 * median, minimum and spread are printed as a table or, with --json, as JSON lines.
 */

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#ifndef ZB_COMMIT
#define ZB_COMMIT "unknown"
#endif

namespace report
{

/** What the command line says. */
struct options {
    bool json = false; /* JSON lines instead of a table */
    bool cpu = false;  /* CPU time of the thread, not time that passes: for a machine that others use, too */
    int runs = 11;     /* measured runs of each contender; one more warms up */
};

/** One way to do the work.  `run` does all of it once and checks its answer. */
struct contender {
    std::string name;
    std::function<void()> run;
};

/** Times of one contender, in nanoseconds for the whole work. */
struct times {
    double median_ns;
    double min_ns;
    double spread; /* (largest - smallest) / median, in percent */
};

/** End the program: an answer was wrong, so no figure counts. */
[[noreturn]] inline void
fail(const std::string &what)
{
    std::fprintf(stderr, "bench: %s\n", what.c_str());
    std::exit(1);
}

inline void
check(bool condition, const std::string &what)
{
    if (!condition)
        fail(what);
}

/** `--json`, `--cpu` and `--runs=N`; anything else ends the program. */
inline options
parse(int argc, char **argv)
{
    options result;
    for (int i = 1; i < argc; i++) {
        if (std::strcmp(argv[i], "--json") == 0)
            result.json = true;
        else if (std::strcmp(argv[i], "--cpu") == 0)
            result.cpu = true;
        else if (std::strncmp(argv[i], "--runs=", 7) == 0 && std::atoi(argv[i] + 7) > 0)
            result.runs = std::atoi(argv[i] + 7);
        else
            fail(std::string("usage: ") + argv[0] + " [--json] [--cpu] [--runs=N]");
    }
    return result;
}

/** Model of the first CPU, as Linux names it. */
inline std::string
cpu_model()
{
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.compare(0, 10, "model name") == 0 && line.find(": ") != std::string::npos)
            return line.substr(line.find(": ") + 2);
    return "unknown";
}

/** Where it runs: CPU, compiler and its flags, commit, versions of the peers. */
inline void
print_environment(const options &options, const std::string &peers)
{
#ifdef __clang__
    const char *compiler = "clang " __clang_version__;
#else
    const char *compiler = "gcc " __VERSION__;
#endif
    char date[16];
    std::time_t now = std::time(nullptr);
    std::strftime(date, sizeof date, "%Y-%m-%d", std::gmtime(&now));
    std::printf(options.json
                    ? "{\"environment\":{\"date\":\"%s\",\"cpu\":\"%s\",\"compiler\":\"%s\",\"peers\":"
                      "\"%s\",\"commit\":\"%s\"}}\n"
                    : "date %s, cpu %s, compiler %s, peers %s, commit %s\n",
                date, cpu_model().c_str(), compiler, peers.c_str(), ZB_COMMIT);
}

inline double
now_ns(const options &options)
{
    std::timespec time;
    clock_gettime(options.cpu ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

inline times
summarize(std::vector<double> ns)
{
    std::sort(ns.begin(), ns.end());
    std::size_t middle = ns.size() / 2;
    double median = ns.size() % 2 == 1 ? ns[middle] : (ns[middle - 1] + ns[middle]) / 2;
    return {median, ns.front(), (ns.back() - ns.front()) / median * 100};
}

/**
 * Let the contenders take turns, so that a change of the machine's speed meets all alike.
 *
 * @param options     runs and format
 * @param bench       what is asked: "parse cities"
 * @param unit        name of the rate, which is `work` per nanosecond: "GB/s" when work counts bytes,
 *                    "M/s" when it counts things times 1000
 * @param work        done by one run
 * @param contenders  ours first: the others' ratios are their median time over ours
 * @return times in the order of the contenders
 */
inline std::vector<times>
contest(const options &options, const std::string &bench, const std::string &unit, double work,
        const std::vector<contender> &contenders)
{
    std::vector<std::vector<double>> samples(contenders.size());
    for (int round = -1; round < options.runs; round++)
        for (std::size_t i = 0; i < contenders.size(); i++) {
            double start = now_ns(options);
            contenders[i].run();
            double taken = now_ns(options) - start;
            if (round >= 0)
                samples[i].push_back(taken);
        }
    std::vector<times> results;
    for (const std::vector<double> &ns : samples)
        results.push_back(summarize(ns));
    if (!options.json)
        std::printf("%s, %s\n", bench.c_str(), unit.c_str());
    for (std::size_t i = 0; i < contenders.size(); i++) {
        const times &t = results[i];
        const char *name = contenders[i].name.c_str();
        double rate = work / t.median_ns, best = work / t.min_ns, ratio = t.median_ns / results[0].median_ns;
        if (options.json)
            std::printf("{\"bench\":\"%s\",\"name\":\"%s\",\"unit\":\"%s\",\"median\":%.4g,\"best\":%.4g,"
                        "\"median_ns\":%.0f,\"min_ns\":%.0f,\"spread\":%.1f,\"ratio\":%.3f}\n",
                        bench.c_str(), name, unit.c_str(), rate, best, t.median_ns, t.min_ns, t.spread,
                        ratio);
        else
            std::printf(
                "  %-26s median %8.4g   best %8.4g   median %11.0f ns   min %11.0f ns   spread %5.1f %%"
                "   time/ours %6.3f\n",
                name, rate, best, t.median_ns, t.min_ns, t.spread, ratio);
    }
    std::fflush(stdout);
    return results;
}

} // namespace report

#endif /* ZB_BENCH_REPORT_H */
