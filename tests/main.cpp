// The one main of every test program: each module's tests link it.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

namespace {

/// Leaves "passed failed skipped" in $AMUSE_TEST_COUNTS/<program>, for ./dev test to sum up, and then why each skipped.
/// A test that cannot run here (say, the training data is absent) prints MESSAGE("skipped: why") and returns; it is
/// counted as skipped, not as passed.
class CountListener : public doctest::IReporter {
 public:
  explicit CountListener(const doctest::ContextOptions&) {}

  // Until the run ends the program counts as one failure, so that one which is killed is not overlooked.
  void test_run_start() override { save(0, 1); }
  void test_case_start(const doctest::TestCaseData& testCase) override {
    name_ = testCase.m_name;
    saidSkipped_ = false;
  }
  void log_message(const doctest::MessageData& message) override {
    if (std::strncmp(message.m_string.c_str(), "skipped", 7) != 0) return;
    saidSkipped_ = true;
    reasons_ += name_ + ": " + message.m_string.c_str() + "\n";
  }
  void test_case_end(const doctest::CurrentTestCaseStats& stats) override {
    if (stats.failure_flags == 0 && saidSkipped_) ++skipped_;
  }
  void test_run_end(const doctest::TestRunStats& stats) override {
    save(stats.numTestCasesPassingFilters - stats.numTestCasesFailed - skipped_, stats.numTestCasesFailed);
  }

  void report_query(const doctest::QueryData&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override { ++leftOut_; }

 private:
  void save(unsigned passed, unsigned failed) const {
    const char* folder = std::getenv("AMUSE_TEST_COUNTS");
    if (folder == nullptr) return;
    const auto program = std::filesystem::read_symlink("/proc/self/exe").filename().string();
    std::FILE* file = std::fopen((std::string(folder) + "/" + program).c_str(), "w");
    if (file == nullptr) return;
    std::fprintf(file, "%u %u %u\n%s", passed, failed, skipped_ + leftOut_, reasons_.c_str());
    std::fclose(file);
  }

  std::string name_, reasons_;
  bool saidSkipped_ = false;
  unsigned skipped_ = 0;  ///< Ran and said so.
  unsigned leftOut_ = 0;  ///< Switched off or filtered out.
};

REGISTER_LISTENER("counts", 1, CountListener);

}  // namespace
